namespace CityKit.Edge.Detectors.Contacts;

/// <summary>What a held contact watches (持续触点种类); sets its delays unless they are stated.</summary>
public enum HeldContactKind : byte
{
    /// <summary>A movement sensor or a beam across a door (有人/无人): on at once, off after five minutes without movement.</summary>
    Occupancy = 1,

    /// <summary>A water probe or rope (漏水): on after 2 s wet, off after a minute dry, so that a puddle's ripples are one leak.</summary>
    WaterLeak = 2,

    /// <summary>A tilt switch under a manhole cover (井盖倾斜): on after 2 s, so that a wheel does not count; off after 5 s.</summary>
    Tilt = 3,

    /// <summary>A tamper switch of a housing (防拆): on after 50 ms, off after 10 s.</summary>
    Tamper = 4,
}
