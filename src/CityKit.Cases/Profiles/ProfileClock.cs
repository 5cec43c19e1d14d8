using CityKit.Core;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Profiles;

/// <summary>
/// A clock beside those of the stages (专项时限): the citizen's, that of oversight, "be there", an appeal's. Effects start and stop it; it ends
/// with the item.
/// </summary>
/// <param name="Id">The id, which no stage has.</param>
/// <param name="Name">What people call it.</param>
public sealed record ProfileClock(string Id, LocalizedText Name)
{
    /// <summary>The limit where the policy has no stage limit of that name; null for none.</summary>
    public WorkLimit? Limit { get; init; }

    /// <summary>Whether it starts when the item opens.</summary>
    public bool FromOpening { get; init; }

    /// <summary>Whether a suspension stops it too.</summary>
    public bool Pauses { get; init; }

    /// <summary>Who is notified when it is overdue.</summary>
    public IReadOnlyList<NoticeTarget> Tell { get; init; } = [];
}
