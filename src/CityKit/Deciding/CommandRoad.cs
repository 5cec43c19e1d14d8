namespace CityKit.Deciding;

/// <summary>By which of the hub's ways a command came in.</summary>
internal enum CommandRoad : byte
{
    /// <summary>A command of an account.</summary>
    Given = 0,

    /// <summary>A report with what a person says.</summary>
    Report = 1,

    /// <summary>A report of nobody.</summary>
    Anonymous = 2,

    /// <summary>A command of an actor that the hub made.</summary>
    Known = 3,
}
