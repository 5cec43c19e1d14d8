using NodaTime;

namespace CityKit.Documents;

/// <summary>An index over documents of one type.</summary>
/// <typeparam name="T">The documents.</typeparam>
public sealed class DocumentIndex<T> : DocumentIndex where T : class
{
    private readonly Func<T, IEnumerable<IndexValue>> values;

    private DocumentIndex(string name, IndexType type, bool isMany, bool isOrder, Func<T, IEnumerable<IndexValue>> values)
        : base(name, type, isMany, isOrder) => this.values = values;

    /// <summary>One text or none.</summary>
    public static DocumentIndex<T> Text(string name, Func<T, string?> value) => new(name, IndexType.Text, false, false, d => One(value(d)));

    /// <summary>Any number of texts, each once.</summary>
    public static DocumentIndex<T> Texts(string name, Func<T, IEnumerable<string>> values) =>
        new(name, IndexType.Text, true, false, d => values(d).Distinct(StringComparer.Ordinal).Select(IndexValue.Of));

    /// <summary>One cell or none.</summary>
    public static DocumentIndex<T> Cell(string name, Func<T, string?> value) => new(name, IndexType.Cell, false, false, d => One(value(d)));

    /// <summary>One whole number or none.</summary>
    public static DocumentIndex<T> Integer(string name, Func<T, long?> value) =>
        new(name, IndexType.Integer, false, false, d => value(d) is { } number ? [IndexValue.Of(number)] : []);

    /// <summary>One moment or none, such as when something falls due.</summary>
    public static DocumentIndex<T> Instant(string name, Func<T, Instant?> value) =>
        new(name, IndexType.Instant, false, false, d => value(d) is { } at ? [IndexValue.Of(at)] : []);

    /// <summary>One moment or none, by which pages can be sorted; a page in its order has the documents with a value.</summary>
    public static DocumentIndex<T> Order(string name, Func<T, Instant?> value) =>
        new(name, IndexType.Instant, false, true, d => value(d) is { } at ? [IndexValue.Of(at)] : []);

    /// <summary>When something falls due, or never: an order that is asked for alone, without conditions.</summary>
    public static DocumentIndex<T> Timer(string name, Func<T, Instant?> value) =>
        new(name, IndexType.Instant, false, true, d => value(d) is { } at ? [IndexValue.Of(at)] : []) { IsTimer = true };

    /// <summary>One whole number or none, by which pages can be sorted; a page in its order has the documents with a value.</summary>
    public static DocumentIndex<T> Order(string name, Func<T, long?> value) =>
        new(name, IndexType.Integer, false, true, d => value(d) is { } number ? [IndexValue.Of(number)] : []);

    /// <summary>One whole number or none, that documents are only counted by.</summary>
    public static DocumentIndex<T> Tally(string name, Func<T, long?> value) =>
        new(name, IndexType.Integer, false, false, d => value(d) is { } number ? [IndexValue.Of(number)] : []) { IsTally = true };

    /// <summary>One moment or none, that documents are only counted by.</summary>
    public static DocumentIndex<T> Tally(string name, Func<T, Instant?> value) =>
        new(name, IndexType.Instant, false, false, d => value(d) is { } at ? [IndexValue.Of(at)] : []) { IsTally = true };

    internal IndexValue[] ValuesOf(T document) => [.. values(document)];

    private static IEnumerable<IndexValue> One(string? text) => text is null ? [] : [IndexValue.Of(text)];
}
