using System.Collections.Immutable;

namespace CityKit.Import.Surveys;

/// <summary>Where a mapping takes a field from (字段来源): a column of the file, through a list of values when there is one, or the same for
/// every row.</summary>
public sealed record FieldSource
{
    /// <summary>What a preview writes where a person has to say the value; as long as it is there, rows with it are rejected.</summary>
    public const string ToBeGiven = "?";

    private FieldSource()
    {
    }

    /// <summary>The column's or property's name; null for a constant.</summary>
    public string? Column { get; private init; }

    /// <summary>What every row has; null for a column.</summary>
    public string? Constant { get; private init; }

    /// <summary>What each of the file's values stands for, such as <c>hydrant</c> for <c>01043</c>; empty when values are taken as they
    /// are.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; private init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What every other value stands for, and no value; null: a row with another value is rejected, one without has
    /// none.</summary>
    public string? Otherwise { get; private init; }

    /// <summary>A column of the file.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static FieldSource FromColumn(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new FieldSource { Column = name.Trim() };
    }

    /// <summary>The same for every row.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public static FieldSource Always(string constant)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(constant);
        return new FieldSource { Constant = constant.Trim() };
    }

    /// <summary>The same column, its values read by a list.</summary>
    /// <exception cref="InvalidOperationException">It is a constant.</exception>
    public FieldSource With(IEnumerable<KeyValuePair<string, string>> values, string? otherwise = null)
    {
        if (Column is null) throw new InvalidOperationException("A constant has no values.");
        return this with { Values = Values.Clear().AddRange(values), Otherwise = otherwise };
    }
}
