using System.Globalization;

namespace CityKit.Cli.Grids;

/// <summary>Names rejected rows on the error output, the first hundred one by one.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="what">What is counted: rows, or lines of the file.</param>
internal sealed class RowRejects(Terminal terminal, string what = "row")
{
    private const int Shown = 100;
    private const int ShownCharacters = 60;

    internal long Count { get; private set; }

    internal void Add(long row, string field, string value, string reason)
    {
        if (++Count <= Shown) terminal.Error.WriteLine(LineOf(row, field, value, reason));
        else if (Count == Shown + 1) terminal.Error.WriteLine("Further rejected rows are only counted. 其余仅计数。");
    }

    private string LineOf(long row, string field, string value, string reason)
    {
        var place = field.Length == 0 ? "" : $", {field}";
        var shown = value.Length > ShownCharacters ? value[..ShownCharacters] : value;
        return string.Create(CultureInfo.InvariantCulture, $"{what} {row}{place}: '{shown}': {reason}");
    }
}
