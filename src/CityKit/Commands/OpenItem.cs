using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Opens a work item (立项) for your own code, another system or a person at a desk; its place may have no point.</summary>
/// <remarks>
/// Use it where neither a rule nor a lead opens the item. It is an immutable value: give it to <see cref="CityHub.ExecuteAsync"/>. The
/// actor needs a role that may open items of the profile. It looks for no repeats at the same place: only the same <see cref="Cause"/> is
/// the same item.
/// </remarks>
/// <param name="CommandId">The command's id.</param>
/// <param name="Profile">The profile.</param>
/// <param name="Source">Where it comes from: <c>leader</c>, <c>department</c>, <c>hotline</c>, or a word of your own; 1 to 64
/// characters.</param>
/// <example><code>
/// var open = new OpenItem("acme-4711", "elevator-repair", "acme")
/// {
///     Cause = "acme/alarm/4711", // the same cause again is the same item
///     Place = new WorkPlace { Compound = "虚构花园", Building = "3", Spot = "2号梯" },
/// };
/// var item = (await hub.ExecuteAsync(open, actor)).OrThrow().Item!;
/// Console.WriteLine($"{item.Number} is {item.State}");
/// </code></example>
public sealed record OpenItem(string CommandId, string Profile, string Source) : HubCommand(CommandId)
{
    private static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// What it comes from, under the caller's own name of it, such as an order's number; 1 to 256 characters. The same cause of the
    /// same profile and source is the same item, however often it is given. Null for the command's own id.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The class; null when it is not known yet.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>What it is about, without personal data.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>
    /// Where it is: a point, or a compound, building, entrance and spot, or words. The hub finds the unit grid of a point.
    /// </summary>
    public WorkPlace Place { get; init; } = WorkPlace.Unknown;

    /// <summary>The component.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>Fields of the profile's own, by id.</summary>
    public ImmutableSortedDictionary<string, string> Details
    {
        get;
        init => field = TextMap.Ordinal(value);
    } = TextMap.Empty;

    /// <summary>References to evidence; at most 32.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
