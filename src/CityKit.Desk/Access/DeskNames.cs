using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using CityKit.Client.Json;
using CityKit.Client.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Desk.Access;

/// <summary>
/// What people call classes, rules and profiles, as the hub has them in force and the signed-in person may see them. They are read once
/// a minute at most, for all who have the same roles, so that a page that stays open has new names too; what has no name is called by its
/// id. One for each request or open page.
/// </summary>
public sealed class DeskNames(DeskHub hub, TimeProvider time)
{
    private const int PageRows = 1000;

    /// <summary>The classes of each hub: its catalogues are those it was started with, and the same for everybody who sees work.</summary>
    private static readonly ConditionalWeakTable<CityHub, IReadOnlyDictionary<string, LocalizedText>> Classes = [];

    /// <summary>The names of rules and profiles of each hub, for those who have the same roles.</summary>
    private static readonly ConditionalWeakTable<CityHub, ConcurrentDictionary<string, NamesOfRoles>> Known = [];
    private static readonly Duration Kept = Duration.FromMinutes(1);

    private IReadOnlyDictionary<string, LocalizedText> classes = new Dictionary<string, LocalizedText>();
    private IReadOnlyDictionary<string, LocalizedText> rules = new Dictionary<string, LocalizedText>();
    private IReadOnlyDictionary<string, ProfileWords> profiles = new Dictionary<string, ProfileWords>();
    private Task reading = Task.CompletedTask;
    private Instant? readAt;

    /// <summary>What people call profiles, their stages, states, steps and fields, by the profile's id.</summary>
    public IReadOnlyDictionary<string, ProfileWords> Profiles => profiles;

    /// <summary>Reads the names, unless they are from the last minute; where the store cannot be read now, older ones stay.</summary>
    public Task ReadAsync()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (readAt is not { } at || now - at >= Kept) (readAt, reading) = (now, TryReadAsync(now));
        return reading;
    }

    /// <summary>A class by its name (类别名称).</summary>
    /// <param name="key">Its key, such as <c>GB/T 47678.5-2026:component:01037</c>.</param>
    public LocalizedText ClassOf(string key) => classes.GetValueOrDefault(key) ?? new(key, key);

    /// <summary>A rule by the title of its alerts.</summary>
    /// <param name="id">Its id.</param>
    public LocalizedText RuleOf(string id) => rules.GetValueOrDefault(id) ?? new(id, id);

    /// <summary>A profile by its name (业务类型).</summary>
    /// <param name="id">Its id.</param>
    public LocalizedText ProfileOf(string id) => profiles.TryGetValue(id, out var known) ? new(known.Zh, known.En) : new(id, id);

    private async Task TryReadAsync(Instant now)
    {
        try
        {
            classes = await ClassesAsync().ConfigureAwait(false);
            var known = Known.GetOrCreateValue(hub.Hub);
            var roles = string.Join(' ', (await hub.ActorAsync().ConfigureAwait(false)).AnyRoles);
            if (!known.TryGetValue(roles, out var names) || now - names.At >= Kept)
                known[roles] = names = await NamesAsync(now).ConfigureAwait(false);
            (profiles, rules) = (names.Profiles, names.Rules);
        }
        catch (IOException)
        {
            readAt = null;
        }
    }

    private async Task<NamesOfRoles> NamesAsync(Instant now) => new(now,
        await AllAsync("items/profiles", ClientJson.Default.ProfileWords, one => one.Id, one => one).ConfigureAwait(false),
        await AllAsync("rules/names", ClientJson.Default.RuleName, one => one.Id, one => one.Title).ConfigureAwait(false));

    private async ValueTask<IReadOnlyDictionary<string, LocalizedText>> ClassesAsync()
    {
        if (Classes.TryGetValue(hub.Hub, out var known)) return known;
        var read = await AllAsync("classes/list", ClientJson.Default.CityClass, one => one.Key, one => one.Name).ConfigureAwait(false);
        if (read.Count > 0) Classes.AddOrUpdate(hub.Hub, read);
        return read;
    }

    /// <summary>All rows of a query; none of one that the person may not ask.</summary>
    private async Task<Dictionary<string, T>> AllAsync<TRow, T>(
        string query, JsonTypeInfo<TRow> row, Func<TRow, string> keyOf, Func<TRow, T> nameOf)
    {
        var (all, after) = (new Dictionary<string, T>(), (string?)null);
        do
        {
            var page = (await hub.ListAsync(query, new Dictionary<string, string>(), row, after, PageRows).ConfigureAwait(false)).Value;
            foreach (var one in page?.Rows ?? []) all[keyOf(one)] = nameOf(one);
            after = page?.Next;
        }
        while (after is not null);
        return all;
    }

    private sealed record NamesOfRoles(
        Instant At, IReadOnlyDictionary<string, ProfileWords> Profiles, IReadOnlyDictionary<string, LocalizedText> Rules);
}
