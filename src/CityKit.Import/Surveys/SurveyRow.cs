using System.Text;
using System.Text.Unicode;

namespace CityKit.Import.Surveys;

/// <summary>One row's fields as UTF-8, whatever the file's format. Used again for every row.</summary>
internal sealed class SurveyRow
{
    private readonly (int Start, int Length)[] fields = new (int, int)[SurveyColumns.Count];
    private byte[] bytes = new byte[4_096];
    private int used;

    /// <summary>Its number in the file.</summary>
    internal long Number { get; private set; }

    /// <summary>Whether every byte was text in the file's encoding.</summary>
    internal bool IsText => Utf8.IsValid(bytes.AsSpan(0, used)) && bytes.AsSpan(0, used).IndexOf("\uFFFD"u8) < 0;

    /// <summary>One bit for each field that holds anything.</summary>
    internal uint Given { get; private set; }

    internal ReadOnlySpan<byte> this[SurveyField field] => bytes.AsSpan(fields[(int)field].Start, fields[(int)field].Length);

    internal bool Has(SurveyField field) => fields[(int)field].Length > 0;

    internal string Text(SurveyField field) => Encoding.UTF8.GetString(this[field]);

    internal void Begin(long number)
    {
        Number = number;
        (used, Given) = (0, 0);
        Array.Clear(fields);
    }

    /// <summary>Keeps a field, without what spreadsheets leave around it (<see cref="CellText"/>).</summary>
    internal void Set(SurveyField field, ReadOnlySpan<byte> value)
    {
        value = CellText.Clean(field, value);
        if (bytes.Length - used < value.Length) Array.Resize(ref bytes, (used + value.Length) * 2);
        value.CopyTo(bytes.AsSpan(used));
        fields[(int)field] = (used, value.Length);
        used += value.Length;
        Given = value.IsEmpty ? Given & ~(1u << (int)field) : Given | 1u << (int)field;
    }

    /// <summary>The same row, to be kept while the next one is read.</summary>
    internal SurveyRow Copy()
    {
        var copy = new SurveyRow { bytes = bytes[..used], used = used, Number = Number, Given = Given };
        fields.CopyTo(copy.fields, 0);
        return copy;
    }
}
