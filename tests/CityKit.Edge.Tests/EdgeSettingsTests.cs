using System.Reflection;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityKit.Edge.Tests;

/// <summary>An edge's options from a host's configuration.</summary>
public sealed class EdgeSettingsTests
{
    private static readonly (string, string)[] Least = [("Edge:Device", "pi-001"), ("Edge:DataFolder", "/data"),
        ("Edge:Forwarder:Hub", "https://hub.example/")];

    [Fact]
    public void Configure_AllThatIsNoCode_IsRead()
    {
        var options = Options([.. Least, ("Edge:OutboxCapBytes", "134217728"), ("Edge:Loop:CommitAfter", "PT0.5S"),
            ("Edge:Loop:ClockPatience", "00:05:00"), ("Edge:Forwarder:Batch:Events", "100")]);
        Assert.Equal((Samples.Device.GetType(), "pi-001", "/data", 134_217_728L),
            (options.Device.GetType(), options.Device.Value, options.DataFolder, options.OutboxCapBytes));
        Assert.Equal((TimeSpan.FromSeconds(0.5), Duration.FromMinutes(5)), (options.Loop.CommitAfter, options.Loop.ClockPatience));
        Assert.Equal((new Uri("https://hub.example/"), 100, BatchLimits.Max.Bytes),
            (options.Forwarder!.Hub, options.Forwarder.Batch.Events, options.Forwarder.Batch.Bytes));
    }

    /// <summary>An option that is added and has no name in the configuration is found here.</summary>
    [Theory]
    [InlineData("Edge", typeof(EdgeOptions))]
    [InlineData("Edge:Loop", typeof(EdgeLoopOptions))]
    [InlineData("Edge:Forwarder", typeof(ForwarderOptions))]
    public void Configure_EveryPlainOption_IsBound(string path, Type type)
    {
        var failed = Assert.Throws<OptionsValidationException>(() => Options([.. Least, ($"{path}:Nonsense", "x")]));
        var known = Assert.Single(failed.Failures).Split("there are: ")[1].Split(". ")[0].Split(", ");
        var plain = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite && IsPlain(p.PropertyType))
            .Select(p => p.Name);
        Assert.Empty(plain.Except(known));
    }

    [Theory]
    [InlineData("Edge:Device", "Pi 1", "1 to 64 of a-z")]
    [InlineData("Edge:OutboxCapBytes", "64 MiB", "a whole number")]
    [InlineData("Edge:Loop:CommitAfter", "2", "PT10S or 00:00:10")]
    [InlineData("Edge:Forwarder:Hub", "hub.example", "an absolute address")]
    [InlineData("Edge:Forwarder:Batch:Events", "0", "must be greater than or equal to '1'")]
    [InlineData("Edge:Forwarder:Hubb", "https://hub.example/", "Hub")]
    public void Configure_WhatCannotBeRead_IsRefusedByItsName(string name, string text, string allowed)
    {
        var failed = Assert.Throws<OptionsValidationException>(() => Options([.. Least.Where(l => l.Item1 != name), (name, text)]));
        Assert.Contains(failed.Failures, f => f.Contains(name, StringComparison.Ordinal) && f.Contains(allowed, StringComparison.Ordinal));
    }

    [Fact]
    public void Configure_ForwarderWithoutAHub_AsksForTheHub()
    {
        var failed = Assert.Throws<OptionsValidationException>(() => Options([.. Least[..2], ("Edge:Forwarder:FirstRetry", "PT1S")]));
        Assert.Contains("The hub's address is an absolute http or https address", Assert.Single(failed.Failures), StringComparison.Ordinal);
    }

    private static bool IsPlain(Type type) =>
        type.IsPrimitive || type == typeof(string) || type == typeof(Uri) || type == typeof(TimeSpan) || type == typeof(Duration)
            || type == typeof(Core.DeviceId);

    private static EdgeOptions Options((string Name, string Value)[] settings)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value))).Build().GetSection("Edge");
        using var provider = new ServiceCollection()
            .AddCityKitEdge(edge => edge.Configure(section)
                .Configure(options => options.Source = _ => new RecordedLineSource(Samples.Boot, ["door"], [])))
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<EdgeOptions>>().Value;
    }
}
