using System.Collections.Immutable;
using NodaTime;

namespace CityKit.Documents;

/// <summary>A query over documents of one type, built step by step; each step gives a new one.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="Kind">The kind.</param>
/// <param name="Plain">What the store is asked.</param>
public sealed record DocumentQuery<T>(DocumentKind<T> Kind, DocumentQuery Plain) where T : class
{
    /// <summary>Documents with one of these texts in an index.</summary>
    public DocumentQuery<T> Where(DocumentIndex<T> index, params ReadOnlySpan<string> values) =>
        With(index, [.. Values(values)], isPrefix: false);

    /// <summary>Documents with this number in an index.</summary>
    public DocumentQuery<T> Where(DocumentIndex<T> index, long value) => With(index, [IndexValue.Of(value)], isPrefix: false);

    /// <summary>Documents with a text in an index that starts with one of these.</summary>
    public DocumentQuery<T> StartingWith(DocumentIndex<T> index, params ReadOnlySpan<string> prefixes) =>
        With(index, [.. Values(prefixes)], isPrefix: true);

    /// <summary>Documents whose moment in an index is in a stretch: its start is in it, its end is not.</summary>
    public DocumentQuery<T> Between(DocumentIndex<T> index, Instant? from, Instant? until) =>
        Between(index, from is { } f ? IndexValue.Of(f) : null, until is { } u ? IndexValue.Of(u) : null);

    /// <summary>Documents whose value in an index is in a stretch: its start is in it, its end is not.</summary>
    public DocumentQuery<T> Between(DocumentIndex<T> index, IndexValue? from, IndexValue? until)
    {
        ArgumentNullException.ThrowIfNull(index);
        return this with { Plain = Plain with { Range = new DocumentRange(index.Name, from, until) } };
    }

    /// <summary>In the order of an index.</summary>
    public DocumentQuery<T> OrderBy(DocumentIndex<T> index, bool descending = false)
    {
        ArgumentNullException.ThrowIfNull(index);
        return this with { Plain = Plain with { Order = index.Name, Descending = descending } };
    }

    /// <summary>After the last document of the page before.</summary>
    public DocumentQuery<T> After(DocumentCursor? last) => this with { Plain = Plain with { After = last } };

    /// <summary>At most so many a page.</summary>
    public DocumentQuery<T> Take(int limit) => this with { Plain = Plain with { Limit = limit } };

    /// <summary>Where a document is in the order; null when the query does not find it.</summary>
    internal DocumentCursor? PlaceOf(T document)
    {
        var values = Kind.ValuesOf(document);
        if (!Plain.Conditions.All(c => c.Holds(values[PlaceOf(c.Index)]))
            || Plain.Range?.Holds(values[PlaceOf(Plain.Range.Index)]) == false)
            return null;
        if (Plain.Order is not { } order) return new DocumentCursor(0, Kind.IdOf(document));
        return values[PlaceOf(order)] is [var place] ? new DocumentCursor(place.Number, Kind.IdOf(document)) : null;
    }

    /// <summary>Documents with one of these texts in an index.</summary>
    internal DocumentQuery<T> Where(string index, params ReadOnlySpan<string> values) => this with
    {
        Plain = Plain with { Conditions = Plain.Conditions.Add(new DocumentCondition(index, [.. Values(values)], IsPrefix: false)) },
    };

    private int PlaceOf(string index) => Kind.Indexes.TakeWhile(i => i.Name != index).Count();

    private DocumentQuery<T> With(DocumentIndex<T> index, ImmutableArray<IndexValue> values, bool isPrefix)
    {
        ArgumentNullException.ThrowIfNull(index);
        return this with { Plain = Plain with { Conditions = Plain.Conditions.Add(new DocumentCondition(index.Name, values, isPrefix)) } };
    }

    private static IndexValue[] Values(ReadOnlySpan<string> texts)
    {
        var values = new IndexValue[texts.Length];
        for (var i = 0; i < values.Length; i++) values[i] = IndexValue.Of(texts[i]);
        return values;
    }
}
