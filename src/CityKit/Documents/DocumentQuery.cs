using System.Collections.Immutable;

namespace CityKit.Documents;

/// <summary>
/// Asks a store for a page of documents (查询): all conditions hold, at most one range, one order, and the id where that is equal.
/// </summary>
/// <param name="Kind">The kind.</param>
public sealed record DocumentQuery(string Kind)
{
    /// <summary>The most documents of one page.</summary>
    public const int MaxRows = 1000;

    /// <summary>What must hold, each of an index of its own.</summary>
    public ImmutableArray<DocumentCondition> Conditions { get; init; } = [];

    /// <summary>A stretch of one index; null for none.</summary>
    public DocumentRange? Range { get; init; }

    /// <summary>The index that says the order (<see cref="DocumentIndex.IsOrder"/>); null for the id alone.</summary>
    public string? Order { get; init; }

    /// <summary>Whether the last comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>After which document the page begins; null for the first page.</summary>
    public DocumentCursor? After { get; init; }

    /// <summary>How many documents at most, 1 to <see cref="MaxRows"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Checks it against its kind: what is wrong is the caller's error, found before a store sees it.</summary>
    /// <exception cref="ArgumentException">An index is not there or cannot do this; the message says which.</exception>
    public void Check(DocumentKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (Limit is < 1 or > MaxRows)
            throw new ArgumentException($"A page has 1 to {MaxRows} documents, not {Limit}.");
        foreach (var condition in Conditions) Check(condition, kind.Find(condition.Index));
        if (Range is { } range && kind.Find(range.Index) is { IsMany: true })
            throw new ArgumentException($"Index '{range.Index}' has several values a document: no range.");
        if (Order is { } order && kind.Find(order) is { IsOrder: false })
            throw new ArgumentException($"Index '{order}' is no order: declare it with DocumentIndex.Order.");
        if (Order is { } timer && Conditions.Length > 0 && kind.Find(timer).IsTimer)
            throw new ArgumentException($"The order '{timer}' is asked for without conditions: declare it with DocumentIndex.Order.");
    }

    private static void Check(DocumentCondition condition, DocumentIndex index)
    {
        if (condition.Values.Length is < 1 or > DocumentCondition.MaxValues)
            throw new ArgumentException(
                $"A condition has 1 to {DocumentCondition.MaxValues} values, not {condition.Values.Length}.");
        if (condition.Values.Any(v => v.Text is null == index.IsText))
            throw new ArgumentException($"Index '{index.Name}' holds {index.Type}, not what the condition names.");
        if (condition.IsPrefix && !index.IsText)
            throw new ArgumentException($"Index '{index.Name}' holds {index.Type}: no prefix.");
    }
}
