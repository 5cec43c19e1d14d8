using System.Text.Json;
using CityKit.Client.Chains;
using CityKit.Client.Json;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.Desk.Shell;

namespace CityKit.Desk.Why;

/// <summary>Reads a chain whole, and what people call the states in it.</summary>
internal static class WhyReader
{
    private const int Page = 200;
    private const int MostLinks = 1_000;

    /// <summary>All links of a chain, 1,000 at most; or why there is none.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal static async Task<(IReadOnlyList<ChainLink> Links, Refusal? Refusal)> ReadAsync(
        DeskHub hub, WhySubject subject, CancellationToken cancellationToken = default)
    {
        var (links, after) = (new List<ChainLink>(), (string?)null);
        do
        {
            var answer = await hub.ListAsync($"{subject.Module}/explain", subject.Arguments, ClientJson.Default.ChainLink, after, Page,
                cancellationToken);
            if (answer.Value is not { } page) return ([], answer.Refusal);
            links.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null && links.Count < MostLinks);
        return (links, null);
    }

    /// <summary>The names of a profile's states, stages and commands by id; empty without one, and where the person sees nothing of it.</summary>
    internal static async Task<IReadOnlyDictionary<string, LocalizedText>> NamesAsync(
        DeskHub hub, string? profileId, CancellationToken cancellationToken = default)
    {
        if (profileId is null) return new Dictionary<string, LocalizedText>();
        var answer = await hub.AskAsync("items/profiles", new Dictionary<string, string>(), null, Page, cancellationToken);
        var names = new Dictionary<string, LocalizedText>();
        foreach (var profile in answer.Rows.Select(row => JsonElement.Parse(row.Span)).Where(row =>
            row.GetProperty("id").ValueEquals(profileId)))
            foreach (var list in (string[])["states", "stages", "commands"])
                foreach (var named in profile.GetProperty(list).EnumerateArray())
                    names.TryAdd(named.GetProperty("id").GetString()!,
                        new(named.GetProperty("zh").GetString()!, named.GetProperty("en").GetString()!));
        return names;
    }

    internal static string Name(this IReadOnlyDictionary<string, LocalizedText> names, DeskView view, string id) =>
        names.TryGetValue(id, out var name) ? view.Say(name) : id;
}
