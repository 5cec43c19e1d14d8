using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Services.Claims;

namespace CityKit.Services.Items;

/// <summary>A service item (办事事项): what a person applies for, with whom, and what has to be shown for it.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Version">The version of its text; an application goes on with the one that it began with.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Office">Who decides it.</param>
/// <param name="Limit">Within which time.</param>
public sealed record ServiceItem(string Id, string Version, LocalizedText Name, ServiceOffice Office, WorkLimit Limit)
{
    /// <summary>How much an application for it says of a person.</summary>
    public ClaimClass Class { get; init; } = ClaimClass.Personal;

    /// <summary>What it asks for.</summary>
    public ImmutableArray<ItemMaterial> Materials { get; init; } = [];

    /// <summary>What it issues when it is approved: later items of a bundle need not be shown it.</summary>
    public ImmutableArray<CredentialName> Issues { get; init; } = [];

    /// <summary>The conditions under which it is approved at once; empty when a person always decides.</summary>
    public ImmutableArray<ApprovalCondition> Approval { get; init; } = [];

    /// <summary>Where it is in its file.</summary>
    public FilePlace At { get; init; }
}
