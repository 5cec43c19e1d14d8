using System.Text.Json.Serialization.Metadata;
using CityKit.Cases;
using CityKit.Client;
using CityKit.Core;
using CityKit.Desk.Access;
using NodaTime;

namespace CityKit.Desk.Cockpit;

/// <summary>
/// Whole answers of the hub's queries for the person who looks, kept for some seconds for everybody who may see the same.
/// </summary>
internal sealed class CockpitReads(DeskHub hub, DeskNames names, CockpitCache cache, TimeProvider time)
{
    private const int PageRows = 1000;
    private const int MostPages = 20;

    /// <summary>What people call classes, rules and profiles, as of an answer that was read before.</summary>
    internal DeskNames Names => names;

    internal Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>All rows of a query, up to 20,000.</summary>
    /// <param name="query">Its name.</param>
    /// <param name="row">How a row is read.</param>
    /// <param name="isOver">Whether it asks about days that are over.</param>
    /// <param name="arguments">Its arguments; those that are null are not given.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async Task<Answer<IReadOnlyList<T>>> AllAsync<T>(
        string query, JsonTypeInfo<T> row, bool isOver, params (string Name, string? Value)[] arguments)
    {
        await names.ReadAsync().ConfigureAwait(false);
        var given = arguments.Where(one => one.Value is not null).ToDictionary(one => one.Name, one => one.Value!);
        var key = $"{hub.Name}|{KeyOf(await hub.ActorAsync().ConfigureAwait(false))}|{query}?{string.Join('&', given.Select(one => $"{one.Key}={one.Value}"))}";
        return await cache.ReadAsync(key, isOver ? CockpitCache.Long : CockpitCache.Short, () =>
            ReadAsync(query, row, given)).ConfigureAwait(false);
    }

    private async Task<Answer<IReadOnlyList<T>>> ReadAsync<T>(string query, JsonTypeInfo<T> row, Dictionary<string, string> arguments)
    {
        var (rows, after) = (new List<T>(), (string?)null);
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await hub.ListAsync(query, arguments, row, after, PageRows).ConfigureAwait(false);
            if (answer.Refusal is { } refusal) return new(null, refusal);
            rows.AddRange(answer.Value!.Rows);
            if ((after = answer.Value.Next) is null) break;
        }
        return new(rows, null);
    }

    /// <summary>Everything that says what an actor may see.</summary>
    private static string KeyOf(Actor actor) => string.Join('|', actor.Id, actor.Body, string.Join(',', actor.AnyRoles),
        string.Join(',', actor.Places), string.Join(',', actor.Grants), actor.IsEverywhere);
}
