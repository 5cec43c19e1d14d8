namespace CityKit.Sensors.Rules;

/// <summary>On which days a rule raises (生效日).</summary>
public enum RuleDays : byte
{
    /// <summary>Every day.</summary>
    All = 0,

    /// <summary>Working days (工作日), by the official notices of the year: with make-up days, without holidays.</summary>
    Working = 1,

    /// <summary>Days off (休息日): the others.</summary>
    Off = 2,
}
