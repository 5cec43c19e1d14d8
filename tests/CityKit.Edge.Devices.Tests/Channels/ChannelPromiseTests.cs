using CityKit.Edge.Testing;

namespace CityKit.Edge.Devices.Tests.Channels;

/// <summary>The suite that ships with CityKit.Edge.Testing, over the channel sources of devices.</summary>
public sealed class ChannelPromiseTests
{
    public static TheoryData<string> Promises =>
        [.. new ChannelSourceConformance(() => new SensorBench()).Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public void SensorChannelSource_KeepsThePromise(string promise) => Run(() => new SensorBench(), promise);

    [Theory]
    [MemberData(nameof(Promises))]
    public void ChannelsOfDevices_KeepThePromise(string promise) => Run(() => new DeviceBench(), promise);

    private static void Run(Func<IChannelBench> open, string promise) =>
        new ChannelSourceConformance(open).Checks.Single(check => check.Name == promise).Run();
}
