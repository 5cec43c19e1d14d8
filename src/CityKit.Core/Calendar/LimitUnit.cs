namespace CityKit.Core.Calendar;

/// <summary>What a time limit (时限) counts in.</summary>
public enum LimitUnit : byte
{
    /// <summary>Minute (分钟): continuous; used for stage limits.</summary>
    Minute = 0,

    /// <summary>Urgent hour (紧急工作时): continuous, nights and holidays included.</summary>
    UrgentHour = 1,

    /// <summary>Urgent day (紧急工作日): 24 continuous hours.</summary>
    UrgentDay = 2,

    /// <summary>Working hour (工作时): only the working hours of working days.</summary>
    WorkHour = 3,

    /// <summary>Working day (工作日): see <see cref="WorkDayReading"/>.</summary>
    WorkDay = 4,

    /// <summary>Natural day (自然日): 24 continuous hours.</summary>
    NaturalDay = 5,
}
