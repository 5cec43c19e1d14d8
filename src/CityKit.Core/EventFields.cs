using System.Collections;

namespace CityKit.Core;

/// <summary>The details of an event, in the order they were written; at most 16. Equal when all are equal.</summary>
public sealed class EventFields : IReadOnlyList<EventField>, IEquatable<EventFields>
{
    /// <summary>The most fields an event may carry.</summary>
    public const int MaxCount = 16;

    private readonly EventField[] fields;

    private EventFields(EventField[] fields) => this.fields = fields;

    /// <summary>No details.</summary>
    public static EventFields Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => fields.Length;

    /// <inheritdoc/>
    public EventField this[int index] => fields[index];

    /// <summary>Details in this order.</summary>
    /// <exception cref="ArgumentException">There are more than 16, or two share a name.</exception>
    public static EventFields Of(params ReadOnlySpan<EventField> fields)
    {
        if (fields.Length > MaxCount)
            throw new ArgumentException($"An event carries at most {MaxCount} fields, not {fields.Length}.", nameof(fields));
        if (FirstRepeated(fields) is { } name)
            throw new ArgumentException($"Two fields are named '{name}'; a field's name occurs once in an event.", nameof(fields));
        return fields.IsEmpty ? Empty : new EventFields(fields.ToArray());
    }

    /// <summary>Details that are known to be at most 16 and no two of one name; the array is not copied.</summary>
    internal static EventFields OfDistinct(EventField[] fields) => new(fields);

    /// <summary>
    /// The first name that occurs twice, or null: two values under one name would read differently in different libraries.
    /// </summary>
    internal static string? FirstRepeated(ReadOnlySpan<EventField> fields)
    {
        for (var i = 1; i < fields.Length; i++)
            for (var earlier = 0; earlier < i; earlier++)
                if (fields[i].Name == fields[earlier].Name) return fields[i].Name;
        return null;
    }

    /// <summary>The text of a field, or null when it is absent or a number.</summary>
    public string? TextOf(string name) => TryGet(name, out var field) ? field.Text : null;

    /// <summary>The number of a field, or null when it is absent or a text.</summary>
    public long? NumberOf(string name) => TryGet(name, out var field) && field.Text is null ? field.Number : null;

    /// <inheritdoc/>
    public bool Equals(EventFields? other) => other is not null && fields.AsSpan().SequenceEqual(other.fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EventFields);

    /// <inheritdoc/>
    public override int GetHashCode() => fields.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<EventField> GetEnumerator() => ((IEnumerable<EventField>)fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TryGet(string name, out EventField found)
    {
        found = Array.Find(fields, f => f.Name == name);
        return found.Name is not null;
    }
}
