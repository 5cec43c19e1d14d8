using CityKit.Cases;

namespace CityKit.BuiltIn;

/// <summary>Who gives a command, and what is known of it.</summary>
/// <param name="Actor">Who gives it.</param>
/// <param name="Key">What the journal knows it by.</param>
/// <param name="IsKept">Whether it is in the journal already, and so was checked.</param>
internal sealed record Asking(Actor Actor, string Key, bool IsKept);
