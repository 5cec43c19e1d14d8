using System.Text;
using System.Text.Json;
using CityKit.Privacy;

namespace CityKit.Records;

/// <summary>
/// The references to households and to who gave a consent in a register file: finds and replaces them and leaves every other byte where
/// it is. A file that is no JSON has none; its reader says what is wrong.
/// </summary>
internal static class RegisterReferences
{
    /// <summary>The references that are not subjects already.</summary>
    internal static IReadOnlyList<SubjectReference> Find(ReadOnlySpan<byte> utf8) =>
        [.. Places(utf8).Select(place => place.Reference).Distinct()];

    /// <param name="utf8">The file.</param>
    /// <param name="subjectOf">The subject of a reference.</param>
    internal static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> utf8, Func<SubjectReference, SubjectId> subjectOf)
    {
        var places = Places(utf8.Span);
        if (places.Count == 0) return utf8;
        using var replaced = new MemoryStream(utf8.Length + places.Count * 40);
        var from = 0;
        foreach (var (reference, start, end) in places)
        {
            replaced.Write(utf8.Span[from..start]);
            replaced.Write(Encoding.ASCII.GetBytes($"\"{subjectOf(reference)}\""));
            from = end;
        }
        replaced.Write(utf8.Span[from..]);
        return replaced.ToArray();
    }

    private static List<(SubjectReference Reference, int Start, int End)> Places(ReadOnlySpan<byte> utf8)
    {
        var places = new List<(SubjectReference, int, int)>();
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || KindOf(ref reader) is not { } kind || !reader.Read()) continue;
                if (reader.TokenType == JsonTokenType.String
                    && reader.GetString() is { Length: > 0 } name && !SubjectId.TryParse(name, null, out _))
                    places.Add((new SubjectReference(kind, name), (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
            }
            return places;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static SubjectReference.Of? KindOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("household"u8) ? SubjectReference.Of.Household
        : reader.ValueTextEquals("givenBy"u8) ? SubjectReference.Of.Person
        : null;
}
