namespace CityKit.Core.Calendar;

/// <summary>How a city reads "n working days" (n 个工作日); both readings are in use.</summary>
public enum WorkDayReading : byte
{
    /// <summary>Each day is one day's working hours (8 by default), counted from the start.</summary>
    WorkingHours = 0,

    /// <summary>The end of work on the n-th working day after the day of the start.</summary>
    EndOfNthDay = 1,
}
