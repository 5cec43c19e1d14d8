using System.Globalization;
using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>
/// One entry of WKT (version 1), such as <c>UNIT["metre",1]</c>. Read here and not by ProjNET, whose reader never comes back from a text
/// that was cut short.
/// </summary>
/// <param name="Keyword">What it is, in capitals.</param>
/// <param name="Name">The text in it; empty for none.</param>
/// <param name="Numbers">The numbers in it, in order.</param>
/// <param name="Children">The entries in it, in order.</param>
internal sealed record WktNode(string Keyword, string Name, IReadOnlyList<double> Numbers, IReadOnlyList<WktNode> Children)
{
    /// <summary>Reads a text that is one entry; null, and why, when it is not one.</summary>
    internal static WktNode? Parse(string text, out LocalizedText? problem)
    {
        var reader = new WktReader(text);
        var node = reader.Read();
        problem = reader.Problem;
        return problem is null ? node : null;
    }

    internal WktNode? Child(string keyword) => Children.FirstOrDefault(child => child.Keyword == keyword);

    internal IEnumerable<WktNode> All(string keyword) => Children.Where(child => child.Keyword == keyword);

    /// <summary>The number at a place; NaN when there is none.</summary>
    internal double Number(int at = 0) => at < Numbers.Count ? Numbers[at] : double.NaN;

    private sealed class WktReader(string text)
    {
        private const int MostDepth = 8;
        private int at;
        private int depth;

        internal LocalizedText? Problem { get; private set; }

        internal WktNode? Read()
        {
            var node = Node();
            SkipSpace();
            if (Problem is null && at < text.Length) Wrong("the end", "结尾");
            return node;
        }

        private WktNode? Node()
        {
            var begin = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
            var keyword = text[begin..at].ToUpperInvariant();
            if (keyword.Length == 0 || !TryPass('[', '(') || ++depth > MostDepth)
                return Wrong("an entry such as UNIT[\"metre\",1]", "形如 UNIT[\"metre\",1] 的项");
            var (name, numbers, children) = ("", new List<double>(), new List<WktNode>());
            do Value(ref name, numbers, children);
            while (Problem is null && TryPass(',', ','));
            if (Problem is null && !TryPass(']', ')')) return Wrong("a comma or ]", "逗号或 ]");
            depth--;
            return new WktNode(keyword, name, numbers, children);
        }

        // A word without brackets, such as the direction of an axis, says nothing here.
        private void Value(ref string name, List<double> numbers, List<WktNode> children)
        {
            SkipSpace();
            if (at < text.Length && text[at] == '"') name = Quoted() ?? name;
            else if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '-' or '+' or '.')) Number(numbers);
            else if (IsWord()) { }
            else if (Node() is { } child) children.Add(child);
        }

        private bool IsWord()
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_')) end++;
            if (end == at || end == text.Length || text[end] is not (',' or ']' or ')')) return false;
            at = end;
            return true;
        }

        private string? Quoted()
        {
            var end = text.IndexOf('"', at + 1);
            if (end < 0) Wrong("a closing quote", "右引号");
            var value = end < 0 ? null : text[(at + 1)..end];
            at = end < 0 ? text.Length : end + 1;
            return value;
        }

        private void Number(List<double> numbers)
        {
            var begin = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '+' or '.')) at++;
            if (double.TryParse(text.AsSpan(begin..at), NumberStyles.Float, CultureInfo.InvariantCulture,
                out var value) && double.IsFinite(value))
                numbers.Add(value);
            else
                Wrong("a number", "数值");
        }

        private bool TryPass(char one, char other)
        {
            SkipSpace();
            if (at == text.Length || text[at] != one && text[at] != other) return false;
            at++;
            return true;
        }

        private void SkipSpace()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        }

        private WktNode? Wrong(string en, string zh)
        {
            Problem ??= new LocalizedText($"不是第 1 版 WKT：第 {at + 1} 个字符处应为{zh}",
                $"it is no WKT of version 1: at character {at + 1} {en} is expected");
            return null;
        }
    }
}
