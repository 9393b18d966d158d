//! Files: they are received before the record that names them, and must be there when it is written.

use attesta_isms::{
    ids::SoaVersionId,
    kit::{Edits, Verb as _},
    record_type,
    soa::{ApproveSoa, KeepFiles},
};
use attesta_record::{Complaints, Fields as _, File, TypedId as _, Value};
use attesta_store::{FilesFound, StoreError, Tenant, Upload};
use jiff::{SignedDuration, Timestamp};

use crate::{ActError, Deed, Doing, Done, Gate, Member, Permit};

/// How long a file may wait for the record that will name it.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

impl Gate {
    /// Begins to receive a file for what the permit allows. It is kept for an hour; until then a record must name it.
    pub async fn receive(&self, member: &Member, permit: &Permit) -> Result<Upload, ActError> {
        if !permit.is_of(member) {
            return Err(ActError::Denied);
        }
        Ok(member.tenant.receive().await?)
    }

    /// Stores bytes that the program made, as the value by which a record names them.
    pub async fn store_file(
        &self,
        member: &Member,
        permit: &Permit,
        name: &str,
        media: &str,
        bytes: &[u8],
    ) -> Result<File, ActError> {
        let mut upload = self.receive(member, permit).await?;
        upload.write(bytes).await?;
        Ok(upload.finish(name, media).await?)
    }

    /// How many bytes a file may have.
    pub fn most_file_bytes(&self) -> u64 {
        self.store.most_file_bytes()
    }

    /// Keeps files with an approved version of a Statement of Applicability, in the name of who may approve it. What
    /// they hold was stored by [`Self::store_file`].
    pub async fn keep_with_soa(
        &self,
        member: &Member,
        version: SoaVersionId,
        files: KeepFiles,
    ) -> Result<Done, ActError> {
        let kind = record_type(SoaVersionId::KEY).ok_or(ActError::NotFound)?;
        member.permit(kind, ApproveSoa::NAME)?;
        let revision = {
            let isms = self.present(member).await?;
            isms.soa_versions.get(version).ok_or(ActError::NotFound)?.revision
        };
        let deed = Deed::Verb { id: version.get(), revision, values: files.to_values() };
        self.act(member, Doing::new(member.permitted(kind, KeepFiles::NAME), deed)).await
    }

    /// Removes the files that no record names, in every organisation; how many that were. What came within the last
    /// hour may still find its record.
    pub async fn sweep_files(&self) -> Result<usize, StoreError> {
        let mut removed = 0;
        for tenant in self.store.tenants().await? {
            removed += tenant.sweep_files(self.patience()).await?;
        }
        Ok(removed)
    }

    /// Compares the files of an organisation with its records.
    pub async fn check_files(&self, tenant: &Tenant) -> Result<FilesFound, StoreError> {
        tenant.check_files(self.patience()).await
    }

    fn patience(&self) -> Timestamp {
        self.now().checked_sub(PATIENCE).unwrap_or(Timestamp::MIN)
    }
}

/// Refuses records that would name a file which is not on the disk. Who writes holds the journal's head, without which
/// nobody sweeps.
pub(crate) async fn must_be_there(member: &Member, edits: &Edits) -> Result<(), ActError> {
    let mut complaints = Complaints::default();
    for edit in &edits.0 {
        for (at, (field, value)) in edit.schema.fields.iter().zip(&edit.values).enumerate() {
            let before = edit.before.as_ref().map_or(&Value::None, |before| &before.values[at]);
            if value == before {
                continue;
            }
            for file in value.files() {
                if !member.tenant.holds_file(file).await? {
                    let name = file.name();
                    complaints
                        .add(field.name, format!("“{name}” is not on the server any more. Choose it again."));
                }
            }
        }
    }
    Ok(complaints.into_result()?)
}
