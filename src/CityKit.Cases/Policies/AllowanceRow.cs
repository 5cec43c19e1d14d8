using CityKit.Cases.Profiles;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>How often, how soon and for how long, where a city decides otherwise than the profile (次数与时窗).</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Allowance">What is allowed; it goes in place of the profile's.</param>
public sealed record AllowanceRow(string Profile, Allowance Allowance)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
