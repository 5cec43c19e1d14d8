using System.Text;
using CityKit.Documents;

namespace CityKit.PostgreSql;

/// <summary>Texts as PostgreSQL can hold them: no zero character and no half of a surrogate pair.</summary>
internal static class SqlText
{
    /// <summary>What the database cannot hold becomes U+FFFD, in what is stored and in what is asked for.</summary>
    internal static string Of(string text)
    {
        foreach (var unit in text)
            if (unit == '\0' || char.IsSurrogate(unit))
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
        return text;
    }

    /// <summary>An index's value as the database holds it.</summary>
    internal static IndexValue Held(IndexValue value) => value.Text is { } text ? IndexValue.Of(Of(text)) : value;

    /// <summary>A key, which must come back as it was.</summary>
    /// <exception cref="ArgumentException">The database cannot hold it.</exception>
    internal static string Key(string text) => Of(text) == text ? text
        : throw new ArgumentException(
            $"'{text}' is no key for PostgreSQL: it has a zero character or half a surrogate pair.");
}
