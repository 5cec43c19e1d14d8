using CityKit.Contacts;
using CityKit.Shared.Settings;
using Microsoft.Extensions.Configuration;

namespace CityKit.Delivering;

/// <summary>Reads <see cref="DeliveryOptions"/> from a host's configuration.</summary>
internal static class DeliverySettings
{
    internal static void Bind(DeliveryOptions options, IConfiguration settings) => new SettingsReader(settings)
        .Number(nameof(DeliveryOptions.MaxAttempts), (int value) => options.MaxAttempts = value)
        .Duration(nameof(DeliveryOptions.FirstDelay), value => options.FirstDelay = value)
        .Duration(nameof(DeliveryOptions.LongestDelay), value => options.LongestDelay = value)
        .Duration(nameof(DeliveryOptions.SendTimeout), value => options.SendTimeout = value)
        .Number(nameof(DeliveryOptions.MostWaiting), (int value) => options.MostWaiting = value)
        .Duration(nameof(DeliveryOptions.BehindAfter), value => options.BehindAfter = value)
        .Text(nameof(DeliveryOptions.Language), value => options.Language = LanguageOf(value))
        .End(typeof(DeliveryOptions));

    /// <summary>What is neither is refused with the other options.</summary>
    private static Language LanguageOf(string text) =>
        text.ToUpperInvariant() switch { "ZH" => Language.Zh, "EN" => Language.En, _ => (Language)byte.MaxValue };
}
