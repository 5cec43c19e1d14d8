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

    /// <summary>
    /// The names of a profile's states, stages and commands by id; empty without one, and where the person sees nothing of it.
    /// </summary>
    internal static async Task<IReadOnlyDictionary<string, LocalizedText>> NamesAsync(DeskNames known, string? profile)
    {
        await known.ReadAsync();
        var names = new Dictionary<string, LocalizedText>();
        if (profile is null || !known.Profiles.TryGetValue(profile, out var words)) return names;
        foreach (var named in words.States.Concat(words.Stages).Concat(words.Commands))
            names.TryAdd(named.Id, new(named.Zh, named.En));
        return names;
    }

    internal static string Name(this IReadOnlyDictionary<string, LocalizedText> names, DeskView view, string id) =>
        names.TryGetValue(id, out var name) ? view.Say(name) : id;
}
