using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Checking;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Setup;

/// <summary>Reads the rule file and the sensor register, all errors at once.</summary>
internal static class HubFiles
{
    /// <summary>
    /// Reads what is in force. Whether the two fit was checked when they came (<see cref="PartsCheck"/>); a pair that this version would
    /// refuse is left out by the engine.
    /// </summary>
    internal static (RuleSet Rules, SensorRegister Sensors) Read(HubConfiguration configuration)
    {
        var sensors = SensorRegister.Parse(configuration.Sensors.Span, out var wrong);
        return (ReadRules(configuration), sensors ?? throw Wrong(CityFileKind.Sensors, wrong));
    }

    /// <summary>Reads the rules in force alone.</summary>
    internal static RuleSet ReadRules(HubConfiguration configuration)
    {
        var rules = RuleSet.Parse(configuration.Rules.Span, out var wrong) ?? throw Wrong(CityFileKind.Rules, wrong);
        return rules.AsksWorkDays ? rules.With(CalendarOf(configuration)) : rules;
    }

    private static WorkCalendar CalendarOf(HubConfiguration configuration) =>
        WorkCalendar.Read(configuration.Calendar.Span, out _) ?? WorkCalendar.BuiltIn;

    /// <summary>All that a setup brings, as the journal keeps it.</summary>
    private static HubConfiguration Of(HubSetup setup) => setup.Configuration with
    {
        Calendar = setup.Work.Calendar.ToUtf8(),
        Policy = setup.Work.Policy.ToUtf8(),
        Profiles = setup.Profiles.ToUtf8(),
        Grids = GridVersion.Of(setup.Grids).ToUtf8(),
    };

    /// <summary>Reads the files and checks that what they name exists.</summary>
    /// <returns>All that the setup brings, as the journal keeps it.</returns>
    /// <exception cref="ArgumentException">A file has errors; the message lists them with line and column.</exception>
    internal static HubConfiguration Check(HubSetup setup)
    {
        var configuration = Of(setup);
        if (PolicyReader.Read(configuration.Policy.Span, out var errors) is null) // one made in code may have what no file may
            throw Wrong(CityFileKind.Policy, WithoutPlace(errors));
        if (ProfileCatalogue.Read(configuration.Profiles.Span, out errors) is null) throw Wrong(CityFileKind.Profile, WithoutPlace(errors));
        Check(new CityParts(setup.Configuration.Rules, setup.Configuration.Sensors,
            setup.Work.Policy, setup.Profiles, setup.Catalogues, setup.Grids));
        return configuration;
    }

    /// <summary>Checks a setup together with what commands changed, when each by itself is right.</summary>
    /// <exception cref="ArgumentException">They do not fit; the message lists where.</exception>
    internal static void CheckTogether(CityParts parts)
    {
        foreach (var (kind, errors) in PartsCheck.Errors(parts))
            if (errors.Count > 0)
                throw new ArgumentException("This setup does not fit what commands changed since the last start. "
                    + Wrong(kind, kind == CityFileKind.Policy ? WithoutPlace(errors) : errors).Message + " 该配置与上次启动以来指令所作的变更不符。");
    }

    /// <summary>Errors in a policy as the journal has it: its text is nobody's file.</summary>
    internal static IReadOnlyList<ConfigError> WithoutPlace(IReadOnlyList<ConfigError> errors) =>
        [.. errors.Select(error => error with { Line = 0 })];

    private static void Check(CityParts parts)
    {
        foreach (var (kind, errors) in PartsCheck.Errors(parts))
            if (errors.Count > 0) throw Wrong(kind, errors);
    }

    private static ArgumentException Wrong(CityFileKind kind, IReadOnlyList<ConfigError> errors)
    {
        LocalizedText file = kind switch
        {
            CityFileKind.Rules => new("规则文件", "rule file"),
            CityFileKind.Sensors => new("传感器台账", "sensor register"),
            CityFileKind.Profile => new("业务类型目录", "catalogue of profiles"),
            _ => new("办理规则", "policy"),
        };
        return new($"{FileErrors.Of(file, errors)}");
    }
}
