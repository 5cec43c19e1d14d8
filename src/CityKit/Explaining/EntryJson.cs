using System.Text.Json;
using CityKit.Journal;

namespace CityKit.Explaining;

/// <summary>A journal entry as people see it: what it is and when it came, not what it holds.</summary>
internal static class EntryJson
{
    internal static void WriteMembers(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteNumber("number", entry.Number);
        writer.WriteString("kind", NameOf(entry.Kind));
        writer.WriteString("key", entry.Key);
        writer.WriteNumber("bytes", entry.Payload.Length);
        if (entry.IsPruned) writer.WriteBoolean("pruned", true);
    }

    internal static string NameOf(JournalKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
