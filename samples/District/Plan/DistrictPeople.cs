using CityKit.AspNetCore.Keys;
using CityKit.Cases;

namespace CityKit.Samples.District.Plan;

/// <summary>Invented people and systems, and the keys they show.</summary>
internal static class DistrictPeople
{
    /// <summary>The body whose work the orders are.</summary>
    internal const string Property = "invented property";

    /// <summary>Admits devices.</summary>
    internal const string Admin = "admin-1";

    /// <summary>Confirms leads, assigns orders.</summary>
    internal const string Officer = "officer-1";

    /// <summary>Works on orders.</summary>
    internal const string Manager = "manager-1";

    /// <summary>The gas company.</summary>
    internal const string Utility = "gas-co";

    /// <summary>Report what they see.</summary>
    internal static readonly string[] Residents = ["resident-1", "resident-2", "resident-3"];

    /// <summary>Everybody, with a key.</summary>
    internal static IEnumerable<CityKitKey> Keys =>
    [
        Key(Actor.Of(Admin, "it", Role.Administrator)),
        Key(Actor.Of(Officer, "duty room", Role.DutyOfficer)),
        Key(Actor.Of(Manager, Property).With(Grant.Parse("PropertyManager@area/370202"))),
        Key(Actor.Of(Utility, "gas company", Role.Utility)),
        .. Residents.Select(resident => Key(Actor.Of(resident, "", Role.Resident))),
    ];

    /// <summary>A person's key: the sample's devices and people are on this machine alone.</summary>
    internal static string SecretOf(string person) => $"{person}-invented-key";

    private static CityKitKey Key(Actor actor) => new(SecretOf(actor.Id), actor);
}
