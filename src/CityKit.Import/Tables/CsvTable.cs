using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Files;

namespace CityKit.Import.Tables;

/// <summary>The rows of a CSV file. Where no row is recognised as the header, the first is.</summary>
internal sealed class CsvTable : TableReader
{
    private readonly TextWindow input;
    private readonly CsvText text;

    /// <summary>Reads the header.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="choice">Where it begins.</param>
    /// <param name="maxRowBytes">The most bytes of one row.</param>
    internal CsvTable(TextInput utf8, TableChoice choice, int maxRowBytes)
    {
        input = new TextWindow(utf8);
        text = new CsvText(input, choice, maxRowBytes);
        if (text.TryBegin(out var first)) Columns = text.Names;
        else Columns = first ?? [];
    }

    internal override IReadOnlyList<string> Columns { get; }

    internal override IReadOnlyList<LocalizedText> Notes => text.Notes;

    internal override bool HasShape => false;

    internal override long Number => text.Number;

    internal override Refusal? Broken => input.Damage;

    internal override LocalizedText? Problem => text.Problem;

    internal override ReadOnlySpan<byte> this[int column] => text.Problem is null ? text[column] : [];

    internal override bool Next() => text.Names.Count > 0 && text.Next();

    /// <inheritdoc/>
    public override void Dispose() => input.Dispose();
}
