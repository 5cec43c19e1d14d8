using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <content>Kinds of version 2 that look at one reading beside those before it.</content>
internal static partial class RuleWhen
{
    private static readonly LocalizedText ChangeAllowed =
        new("变化率，如 \"5 °C/h\"（/s、/min、/h），大于 0", "a change such as \"5 °C/h\" (/s, /min, /h), above zero");
    private static readonly Duration OneHour = Duration.FromHours(1);

    private static ChangeRule Change(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var (rises, falls) = (reader.Has("rises"), reader.Has("falls"));
        if (rises == falls)
            reader.RejectAll(
                rises ? new("同时给出 rises 和 falls", "both rises and falls") : new("未给出 rises 或 falls", "neither rises nor falls"),
                new("rises、falls 之一", "one of rises, falls"));
        var (limit, per) = rises ? ReadChange(reader, "rises") : falls ? ReadChange(reader, "falls") : default;
        return new ChangeRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Rises = rises, Limit = limit, LimitPer = per, Within = Within(reader),
            Hold = Hold(reader, "hold"), ClearHold = Hold(reader, "clearHold"),
        };
    }

    private static StuckRule Stuck(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        Amount? by = reader.Has("by") ? reader.Parsed<Amount>("by", AmountAllowed) : null;
        if (by?.Number < 0) reader.Reject("by", new("0 或更大", "0 or more"));
        return new StuckRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            For = Positive(reader, "for"), By = by, Within = Within(reader),
        };
    }

    private static Duration Within(ConfigReader reader) => reader.Has("within") ? Positive(reader, "within") : OneHour;

    /// <summary>Amount and time: "5 °C/h" is 5 °C in an hour, "5 km/h/min" is 5 km/h in a minute.</summary>
    private static (Amount Limit, Duration Per) ReadChange(ConfigReader reader, string name)
    {
        var change = reader.Parsed<Amount>(name, ChangeAllowed);
        if (change.Unit is not { } unit) return default;
        var slash = unit.LastIndexOf('/');
        var per = (slash < 1 ? "" : unit[(slash + 1)..]) switch
        {
            "s" => Duration.FromSeconds(1), "min" => Duration.FromMinutes(1), "h" => OneHour, _ => Duration.Zero,
        };
        if (per == Duration.Zero || change.Number <= 0) reader.Reject(name, ChangeAllowed);
        return per == Duration.Zero ? default : (change with { Unit = unit[..slash] }, per);
    }
}
