namespace CityKit.Checking;

/// <summary>What a file of a city holds.</summary>
public enum CityFileKind
{
    /// <summary>The rules; one file.</summary>
    Rules,

    /// <summary>The sensor register; one file.</summary>
    Sensors,

    /// <summary>Filing conditions, stage limits and dispatch; one file.</summary>
    Policy,

    /// <summary>Working days, as <see cref="Core.Calendar.WorkCalendar.ToUtf8"/> writes them; one file.</summary>
    Calendar,

    /// <summary>A profile of work items; a file for each.</summary>
    Profile,

    /// <summary>A class catalogue; a file for each standard.</summary>
    Catalogue,

    /// <summary>The filing standard of the policy, which then names none; one file.</summary>
    Standard,

    /// <summary>The rules of rewarded snapshots; one file.</summary>
    Rewards,
}
