//! Style sheets and scripts, which mirrors and captures keep beside the pages: told by how few of their characters are words.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::Stream;

/// CSS and JavaScript.
pub(super) struct TextCode;

/// How much of it is looked at.
const LOOKED_AT: usize = 4 << 10;
/// In code one of so many characters is a sign of its grammar at least; in no text that people read.
const CHARACTERS_A_SIGN: usize = 14;

impl Format for TextCode {
    fn recognises(&self, head: &[u8]) -> bool {
        is_code(head)
    }

    fn read(&self, _: &mut Stream, _: &Origin, _: &mut Reader) -> Result<(), Halt> {
        Err(Problem::Nothing("a style sheet or a script").into())
    }
}

fn is_code(head: &[u8]) -> bool {
    if head.trim_ascii_start().starts_with(b"<") {
        return false;
    }
    let head = &head[..head.len().min(LOOKED_AT)];
    let code = without_comments(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let code = code.trim_ascii();
    if code.is_empty() || matches!(code[0], b'<' | b'{' | b'[') && !code.starts_with(b"[]") {
        return false;
    }
    let count = |signs: &[u8]| code.iter().filter(|byte| signs.contains(byte)).count();
    let (open, close) = (count(b"{"), count(b"}"));
    let blocks = open > 0 && (close > 0 || head.len() == LOOKED_AT);
    let rules = code.starts_with(b"@charset") || code.starts_with(b"@import");
    (blocks || rules) && (count(b"{}();=:") * CHARACTERS_A_SIGN >= code.len() || has_lines_of_code(code))
}

/// Whether three lines or more, and nearly all, end as statements and blocks do: scripts that hold much text.
fn has_lines_of_code(code: &[u8]) -> bool {
    let lines = code.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let lines: Vec<&[u8]> = lines.filter(|line| !line.is_empty()).collect();
    let ended = lines
        .iter()
        .filter(|line| line.ends_with(b";") || line.ends_with(b"{") || line.ends_with(b"}"));
    lines.len() >= 3 && ended.count() * 5 >= lines.len() * 4
}

/// What stands outside `/* … */` and after `//` at the beginnings of lines.
fn without_comments(head: &[u8]) -> Vec<u8> {
    let (mut code, mut rest) = (Vec::with_capacity(head.len()), head);
    while let Some(start) = memchr::memmem::find(rest, b"/*") {
        code.extend_from_slice(&rest[..start]);
        let end = memchr::memmem::find(&rest[start..], b"*/");
        rest = end.map_or(&[], |end| &rest[start + end + 2..]);
    }
    code.extend_from_slice(rest);
    let lines = code.split(|byte| *byte == b'\n');
    lines
        .filter(|line| !line.trim_ascii_start().starts_with(b"//"))
        .collect::<Vec<_>>()
        .join(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_text() {
        for code in [
            "body{font-family:serif;max-width:50em}nav li{display:inline}",
            "@charset \"utf-8\";\n.byline::before{content:\"✍ \"}",
            "/* FILE ARCHIVED ON 10:00:00 Oct 20, 2021 */\nh1 { color: red; }",
            "document.addEventListener('x',function(){var d=document.createElement('div');d.textContent='En direct : le Kenya vote';});",
            "function notice() {\n  var text = 'Nous utilisons des cookies sur cette page pour mesurer son audience. Tout accepter. Tout refuser.';\n  show(text);\n}",
            "// menu\n(function($){ $('.menu').hide(); })(jQuery);",
        ] {
            assert!(is_code(code.as_bytes()), "{code}");
        }
        for text in [
            "Koulba : le pont de Sirba rouvre aux camions\n\nPar Awa Sanou (Koulba) ; le 20 octobre 2021.",
            "{{playListTitle}}\nMali : la suite\n\nLe texte de l’article, que voici : il est long.",
            "<style>a{b:c}</style><p>Le texte</p>",
            "if (window.x) { y(); }\n\nLe préfet de Koulba, Idrissa Toudou, a levé l’arrêté qui limitait le passage aux piétons et aux motos, et le pont de Sirba est de nouveau ouvert aux camions depuis mardi matin.",
            "",
        ] {
            assert!(!is_code(text.as_bytes()), "{text}");
        }
    }
}
