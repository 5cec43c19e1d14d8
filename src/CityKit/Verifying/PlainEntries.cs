using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>
/// Counts the entries of a journal in which versions before protected records left what says something of a person (明文流水): the account of
/// a person of the public, a reason, a household's reference.
/// </summary>
public static class PlainEntries
{
    /// <summary>Looks through a whole journal; entries whose payload was pruned hold nothing.</summary>
    /// <returns>How many there are and what to do; null when there are none.</returns>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public static async ValueTask<HubFileFinding?> FindAsync(ICityStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (count, first, last) = (0L, 0L, 0L);
        await foreach (var entry in store.ReadJournalAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (entry.IsPruned || !IsPlain(entry)) continue;
            (count, first, last) = (count + 1, first == 0 ? entry.Number : first, entry.Number);
        }
        return count == 0 ? null : new HubFileFinding(HubFileFinding.PlainEntries, $"journal {first} to {last}",
            new LocalizedText($"有 {count} 条流水含未加密的个人信息（早期版本写入）",
                $"{count} entries hold accounts, reasons or households that are not encrypted, as versions before wrote them"),
            new LocalizedText("可归档并清除这些流水段，见 docs/privacy.md", "Archive and prune their segments: see docs/privacy.md."));
    }

    private static bool IsPlain(JournalEntry entry)
    {
        try
        {
            return entry.Kind switch
            {
                JournalKind.Configuration => RegisterReferences.Find(ConfigurationCodec.Read(entry.Payload).Sensors.Span).Count > 0,
                JournalKind.Command => IsPlain(entry.Payload),
                _ => false,
            };
        }
        catch (Exception unreadable) when (
            unreadable is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false; // what is wrong with the entry is another check's to say
        }
    }

    private static bool IsPlain(ReadOnlyMemory<byte> command)
    {
        using var document = JsonDocument.Parse(command);
        var json = document.RootElement;
        return HasPlainActor(json.GetProperty("actor"))
            || (json.TryGetProperty("reason", out var reason)
                && reason.GetString() is { Length: > 0 } text && PersonalText.RecordOf(text) is null)
            || (json.GetProperty("type").GetString() == "put-sensors"
                && RegisterReferences.Find(Encoding.UTF8.GetBytes(json.GetProperty("file").GetString()!)).Count > 0);
    }

    private static bool HasPlainActor(JsonElement actor) => !SubjectId.TryParse(actor.GetProperty("id").GetString(), null, out _)
        && RolesOf(actor).All(role => role == nameof(Role.Resident));

    /// <summary>Somebody in office may have all their roles in a scope.</summary>
    private static IEnumerable<string?> RolesOf(JsonElement actor)
    {
        foreach (var role in actor.GetProperty("roles").EnumerateArray()) yield return role.GetString();
        if (!actor.TryGetProperty("in", out var scopes)) yield break;
        foreach (var scope in scopes.EnumerateArray())
            if (Grant.TryParse(scope.GetString(), null, out var grant)) yield return grant.Role.Name;
    }
}
