using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>
/// A row of the dispatch table (派遣规则): which body handles what where. The row that says most wins: class over profile, longer area over
/// shorter, earlier over later.
/// </summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Class">The class; null for every class of the profile.</param>
/// <param name="Area">The first digits of the unit grid's code, such as a street's nine; empty for everywhere.</param>
/// <param name="Assignee">Who gets the work.</param>
/// <param name="Automatic">Whether the engine dispatches by itself.</param>
public sealed record DispatchRow(string Profile, ClassKey? Class, string Area, Assignee Assignee, bool Automatic)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
