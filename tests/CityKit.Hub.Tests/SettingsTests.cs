using System.Globalization;
using System.Reflection;
using CityKit.Core.Wire;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A hub's options from a host's configuration.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("PT10S", 10)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1D", 86_400)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("00:00:10", 10)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData(" 00:10 ", 600)]
    public void Configure_Duration_IsIso8601OrATimeSpan(string text, double seconds) =>
        Assert.Equal(Duration.FromSeconds(seconds), Options(("Hub:LateAfter", text)).LateAfter);

    [Theory]
    [InlineData("Hub:LateAfter", "10", "PT10S or 00:00:10")] // ten days to TimeSpan, ten seconds to whoever wrote it
    [InlineData("Hub:LateAfter", "P1M", "PT10S or 00:00:10")] // a month has no length
    [InlineData("Hub:LateAfter", "ten minutes", "PT10S or 00:00:10")]
    [InlineData("Hub:CommitInputs", "many", "a whole number")]
    [InlineData("Hub:CommitInputs", "1.5", "a whole number")]
    [InlineData("Hub:LateAftr", "PT10S", "LateAfter")]
    [InlineData("Hub:Limits:Deep", "3", "Depth")]
    public async Task Configure_WhatCannotBeRead_IsRefusedAtStartByItsName(string name, string text, string allowed)
    {
        var failed = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((name, text)));
        var failure = Assert.Single(failed.Failures);
        Assert.Contains(name, failure, StringComparison.Ordinal);
        Assert.Contains(allowed, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configure_ValueOutOfRange_IsRefusedAtStart()
    {
        var failed = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("Hub:OfflineAfter", "PT59S")));
        Assert.Contains("HubOptions.OfflineAfter is 0:00:00:59; allowed: at least 1 minute.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_SeveralMistakes_AreNamedTogether()
    {
        var failed = Assert.Throws<OptionsValidationException>(
            () => Options(("Hub:LateAfter", "x"), ("Hub:Limits:Depth", "y"), ("Hub:Nonsense", "1")));
        Assert.Equal(3, failed.Failures.Count());
    }

    [Fact]
    public void Configure_EveryOption_IsBound()
    {
        foreach (var property in typeof(HubOptions).GetProperties().Where(p => p.PropertyType != typeof(WireLimits)))
            Assert.NotEqual(property.GetValue(new HubOptions()), property.GetValue(Options(($"Hub:{property.Name}", Sample(property)))));
        foreach (var property in typeof(WireLimits).GetProperties(BindingFlags.Instance | BindingFlags.Public))
            Assert.Equal(7, property.GetValue(Options(($"Hub:Limits:{property.Name}", "7")).Limits));
    }

    [Fact]
    public void Configure_FromCodeAndConfiguration_TheLaterCounts()
    {
        var services = new ServiceCollection();
        services.AddCityKit(city => city.UseInMemory().Configure(o => o.NumberPrefix = "A")
            .Configure(Section(("Hub:NumberPrefix", "B"), ("Hub:CommitInputs", "9"))));
        services.Configure<HubOptions>(o => o.CommitInputs = 8);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<HubOptions>>().Value;
        Assert.Equal(("B", 8), (options.NumberPrefix, options.CommitInputs));
    }

    private static string Sample(PropertyInfo property) => property.PropertyType switch
    {
        var type when type == typeof(Duration) => "PT61S",
        var type when type == typeof(string) => "Other",
        var type when type == typeof(bool) => "true",
        _ => 7.ToString(CultureInfo.InvariantCulture),
    };

    private static HubOptions Options(params (string Name, string Value)[] settings)
    {
        using var provider = Services(settings).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HubOptions>>().Value;
    }

    private static async Task StartAsync(params (string Name, string Value)[] settings)
    {
        await using var provider = Services(settings).BuildServiceProvider();
        await Assert.Single(provider.GetServices<IHostedService>()).StartAsync(default);
    }

    private static IServiceCollection Services((string Name, string Value)[] settings) =>
        new ServiceCollection()
            .AddCityKit(city => city.UseInMemory().UseRules(TestCity.Rules).UseSensors(TestCity.Sensors).Configure(Section(settings)));

    private static IConfigurationSection Section(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value))).Build()
            .GetSection("Hub");
}
