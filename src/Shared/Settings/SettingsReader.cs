using System.Globalization;
using System.Numerics;
using CityKit.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Shared.Settings;

/// <summary>
/// Reads a configuration section into options, name by name, without reflection. What cannot be read and what nobody knows is
/// collected; <see cref="End"/> refuses all of it at once.
/// </summary>
internal sealed class SettingsReader
{
    private static readonly LocalizedText AddressAllowed =
        new("绝对地址，如 https://hub.example/", "an absolute address, such as https://hub.example/");

    private readonly IConfiguration settings;
    private readonly List<string> wrong;
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    internal SettingsReader(IConfiguration settings) : this(settings, [])
    {
    }

    private SettingsReader(IConfiguration settings, List<string> wrong) => (this.settings, this.wrong) = (settings, wrong);

    private delegate bool Parser<T>(string text, out T value);

    internal SettingsReader Text(string name, Action<string> set) =>
        Read(name, (string text, out string value) => (value = text) is not null, LocalizedText.Values(), set);

    internal SettingsReader Boolean(string name, Action<bool> set) =>
        Read<bool>(name, bool.TryParse, new("true 或 false", "true or false"), set);

    internal SettingsReader Number(string name, Action<int> set) =>
        Read<int>(name, TryWhole, new("整数，如 256", "a whole number, such as 256"), set);

    internal SettingsReader Number(string name, Action<long> set) =>
        Read<long>(name, TryWhole, new("整数，如 67108864", "a whole number, such as 67108864"), set);

    internal SettingsReader Duration(string name, Action<Duration> set) =>
        Read(name, TryDuration, new("PT10S 或 00:00:10", "PT10S or 00:00:10"), set);

    internal SettingsReader Span(string name, Action<TimeSpan> set) => Duration(name, duration => set(duration.ToTimeSpan()));

    internal SettingsReader Address(string name, Action<Uri> set) =>
        Read(name, (string text, out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value!), AddressAllowed, set);

    /// <summary>Reads a value that knows its own text.</summary>
    internal SettingsReader Value<T>(string name, LocalizedText allowed, Action<T> set) where T : IParsable<T> =>
        Read(name, (string text, out T value) => T.TryParse(text, CultureInfo.InvariantCulture, out value!), allowed, set);

    /// <summary>Reads what is below a name, when there is something.</summary>
    internal SettingsReader Section(string name, Action<SettingsReader> read)
    {
        known.Add(name);
        var below = settings.GetSection(name);
        if (!below.GetChildren().Any()) return this;
        var reader = new SettingsReader(below, wrong);
        read(reader);
        reader.CollectUnknown();
        return this;
    }

    /// <exception cref="OptionsValidationException">Something could not be read, or is not known; each sentence names the setting and
    /// what is allowed.</exception>
    internal void End(Type options)
    {
        CollectUnknown();
        if (wrong.Count > 0) throw new OptionsValidationException(Options.DefaultName, options, wrong);
    }

    private void CollectUnknown()
    {
        var names = string.Join(", ", known.Order(StringComparer.Ordinal));
        foreach (var child in settings.GetChildren().Where(child => !known.Contains(child.Key)))
            wrong.Add($"{child.Path} is not a setting; there are: {names}. 没有名为 {child.Path} 的设置，可用：{names}。");
    }

    private SettingsReader Read<T>(string name, Parser<T> parse, LocalizedText allowed, Action<T> set)
    {
        known.Add(name);
        var setting = settings.GetSection(name);
        if (setting.Value is not { } text) return this;
        try
        {
            if (parse(text.Trim(), out var value)) set(value);
            else wrong.Add($"{setting.Path} is '{text}'; write {allowed.En}. "
                + $"设置 {setting.Path} 的值“{text}”无法识别，请写：{allowed.Zh}。");
        }
        catch (ArgumentException refused)
        {
            wrong.Add($"{setting.Path} is '{text}': {refused.Message} 设置 {setting.Path} 的值“{text}”不被允许。");
        }
        return this;
    }

    private static bool TryWhole<T>(string text, out T value) where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    // A number alone is nobody's duration: to TimeSpan "10" is ten days.
    private static bool TryDuration(string text, out Duration value)
    {
        var isSpan = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && text.Contains(':', StringComparison.Ordinal);
        var period = PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Years: 0, Months: 0 } found } ? found : null;
        value = isSpan ? NodaTime.Duration.FromTimeSpan(span) : period?.ToDuration() ?? default;
        return isSpan || period is not null;
    }
}
