//! How the cells of a workbook look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The grounds and inks of the seven shades of a level, from best to worst, as in docs/visual-language.md.
const SHADES: [(u32, u32); 7] = [
    (0xd3_ea_f0, 0x0d_3b_47),
    (0xd7_eb_c8, 0x23_40_1a),
    (0xfa_e6_9a, 0x4a_3a_00),
    (0xf9_c4_6c, 0x45_29_00),
    (0xec_8c_4d, 0x33_13_00),
    (0xc8_40_2d, 0xff_ff_ff),
    (0x84_1a_36, 0xff_ff_ff),
];

/// The looks of a workbook.
pub(crate) struct Styles {
    pub(crate) title: Format,
    pub(crate) label: Format,
    pub(crate) head: Format,
    pub(crate) text: Format,
    /// A text that looks like a formula, and is none.
    pub(crate) marked: Format,
    pub(crate) day: Format,
    levels: [Format; 7],
}

impl Styles {
    pub(crate) fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let head = text
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00f4_f3ef))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x00d3_d0c7));
        Self {
            title: Format::new().set_bold().set_font_size(16),
            label: Format::new().set_align(FormatAlign::Top).set_font_color(Color::RGB(0x0051_5158)),
            head,
            marked: text.clone().set_quote_prefix(),
            day: text.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            levels: SHADES.map(|(ground, ink)| {
                text.clone().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(ink))
            }),
            text,
        }
    }

    /// The look of a level.
    pub(crate) fn level(&self, shade: u8) -> &Format {
        &self.levels[usize::from(shade.clamp(1, 7) - 1)]
    }
}
