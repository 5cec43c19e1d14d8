using System.Text;
using CityKit.Components.Registry;
using CityKit.Shared.Csv;

namespace CityKit.Import.Exports;

/// <summary>Components as CSV lines under a header.</summary>
internal sealed class CsvComponents : ComponentWriter
{
    private const int BufferChars = 1 << 15;
    private static readonly ExportedField[] Fields = [.. ExportedField.All];

    private readonly StreamWriter lines;
    private readonly string[] values = new string[Fields.Length + ExportedField.Place.Length];

    internal CsvComponents(Stream to)
    {
        lines = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferChars,
            leaveOpen: true) { NewLine = "\r\n" };
        lines.WriteLine(CsvText.Line([.. Fields.Concat(ExportedField.Place).Select(field => field.Code)]));
    }

    internal override async ValueTask WriteAsync(Component component, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Fields.Length; i++) values[i] = CsvText.NoFormula(Fields[i].Of(component));
        for (var i = 0; i < ExportedField.Place.Length; i++) // numbers, with their signs
            values[Fields.Length + i] = ExportedField.Place[i].Of(component);
        await lines.WriteLineAsync(CsvText.Line(values).AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => lines.DisposeAsync();
}
