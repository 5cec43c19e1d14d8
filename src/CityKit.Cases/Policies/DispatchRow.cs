using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>
/// A row of the dispatch table (派遣规则): which body handles what where. See <see cref="DispatchTable"/> for which row counts.
/// </summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Class">The class; null for every class of the profile.</param>
/// <param name="Area">The first digits of the unit grid's code, such as a street's nine; empty for everywhere.</param>
/// <param name="By">How the body is known.</param>
/// <param name="Automatic">Whether the engine dispatches by itself, where the body is sure.</param>
public sealed record DispatchRow(string Profile, ClassKey? Class, string Area, DispatchBy By, bool Automatic)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }

    /// <summary>Whether it is about what is asked.</summary>
    internal bool Fits(DispatchQuestion question) => Profile == question.Profile && (Class is null || Class == question.Class)
        && (question.Place.Grid ?? "").StartsWith(Area, StringComparison.Ordinal);
}
