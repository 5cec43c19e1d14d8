using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Devices.Tests.Support;
using CityKit.Edge.Serial;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Edge.Devices.Tests.Buses;

/// <summary>A device that throws, hangs or comes back is its own affair.</summary>
public sealed class DeviceSetTests : IDisposable
{
    private readonly ManualResetEventSlim release = new();
    private readonly FakeTimeProvider time = new();

    public void Dispose()
    {
        release.Set();
        release.Dispose();
    }

    [Fact]
    public void Read_OneDeviceThrows_TheOtherOfTheBusGoesOn()
    {
        using var set = Set(new Scripted(() => throw new DivideByZeroException("any"), 1), new Scripted(() => 2, 1));
        using var channels = set.Open("0", "1");
        Assert.Equal([ChannelRead.None(ChannelRead.Gone), new ChannelRead(2)], [channels.Read(0), channels.Read(1)]);
        Assert.Equal("any", set.Devices.Status[0].Why);
    }

    [Fact]
    public void Read_FailedDevice_IsOpenedAgainAfterAPauseThatDoubles()
    {
        var works = false;
        var device = new Scripted(() => works ? 5 : throw new IOException("unplugged"), 1);
        using var set = Set(device);
        using var channels = set.Open("0");
        Assert.Equal(ChannelRead.Gone, channels.Read(0).Problem);
        Assert.Equal(ChannelRead.Gone, channels.Read(0).Problem);
        Assert.Equal(1, device.Opened); // not tried at every read
        time.Advance(TimeSpan.FromSeconds(1));
        channels.Read(0);
        time.Advance(TimeSpan.FromSeconds(1.9));
        works = true;
        Assert.Equal(ChannelRead.Gone, channels.Read(0).Problem);
        Assert.Equal((2, 2), (device.Opened, device.Closed));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(5, channels.Read(0).Value);
        Assert.Null(set.Devices.Status[0].Why);
    }

    [Fact]
    public void Read_NothingAsked_NothingIsOpened()
    {
        var device = new Scripted(() => 1, 1);
        using var set = Set(device);
        using var channels = set.Open("0");
        Assert.Equal(0, device.Opened);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Read_NoNumber_IsGarbled(double value)
    {
        using var set = Set(new Scripted(() => value, 1));
        Assert.Equal(ChannelRead.Garbled, set.Open("0").Read(0).Problem);
    }

    [Fact]
    public void Read_DeviceHangs_OtherBusesGoOnAndItComesBack()
    {
        // The one wait of this file: the patience of the caller, in the machine's own time.
        var hangs = true;
        var stuck = new Scripted(() => { if (hangs) release.Wait(); return 1; }, 1);
        using var set = new Rig(TimeProvider.System, stuck, new Scripted(() => 2, 1), new Scripted(() => 3, 2));
        using var first = set.Open("0", "1");
        using var other = set.Open("2");
        Assert.Equal(SerialMeterSource.Silent, first.Read(0).Problem);
        Assert.Equal(3, other.Read(0).Value);
        hangs = false;
        release.Set();
        Assert.Equal(2, first.Read(1).Value);
        Assert.Equal(1, first.Read(0).Value);
    }

    [Fact]
    public void Dispose_Always_ClosesWhatIsOpen()
    {
        var device = new Scripted(() => 1, 1);
        var set = Set(device);
        set.Open("0").Read(0);
        set.Dispose();
        Assert.Equal((1, 1), (device.Opened, device.Closed));
    }

    [Fact]
    public void CodeReader_CardThatStays_IsToldOnceAndNeverInClear()
    {
        var folder = Directory.CreateTempSubdirectory("ck-salt-");
        string? card = null;
        var kinds =
            EdgeKinds.BuiltIn.Add(new DeviceType("cards", "a reader", DeviceBus.Other, DeviceRole.CodeReader, _ => new Cards(() => card)));
        var json = $$"""{"device": "d", "lines": [], "sensors": [], "devices": [{"name": "door", "type": "cards"}], "channels": [{"name": "c", "kind": "code-reader", "device": "door", "saltFile": "{{folder.FullName}}/salt", "periodMs": 200}]}""";
        var configuration = EdgeConfiguration.Parse(System.Text.Encoding.UTF8.GetBytes(json), kinds).Configuration!;
        using var set = new DeviceSet(configuration, time);
        using var source = set.OpenChannels(configuration.Channels);
        Assert.Null(source.Read(0).Code);
        card = "04a1b2c3";
        var code = source.Read(0).Code!;
        Assert.Equal(ScannedCode.DigestOf(card, File.ReadAllBytes(Path.Combine(folder.FullName, "salt"))), code.Digest);
        Assert.DoesNotContain(card, code.ToString(), StringComparison.Ordinal);
        Assert.Null(source.Read(0).Code);
        card = null;
        for (var miss = 0; miss < 3; miss++) Assert.Null(source.Read(0).Code);
        card = "04a1b2c3";
        Assert.NotNull(source.Read(0).Code);
        folder.Delete(recursive: true);
    }

    private Rig Set(params Scripted[] devices) => new(time, devices);

    private sealed class Cards(Func<string?> card) : ICodeReader
    {
        public string? Read() => card();

        public void Dispose()
        {
            // Nothing is open.
        }
    }

    /// <summary>A device that answers as a test says.</summary>
    private sealed class Scripted(Func<double> read, int bus) : ISensorDevice
    {
        internal int Bus => bus;

        internal int Opened { get; set; }

        internal int Closed { get; private set; }

        public double? Read(int quantity) => read();

        public void Dispose() => Closed++;
    }

    private sealed class Rig : IDisposable
    {
        private readonly EdgeConfiguration configuration;

        internal Rig(TimeProvider time, params Scripted[] devices)
        {
            DeviceConfiguration[] configured =
                [.. devices.Select((device, index) => new DeviceConfiguration($"{index}", Type(device, index), device.Bus, 0x40 + index))];
            configuration = new EdgeConfiguration(Core.DeviceId.Parse("d"), null, 1, [], []) { Devices = configured };
            Devices = new DeviceSet(configuration, time);
        }

        internal DeviceSet Devices { get; }

        internal IChannelSource Open(params string[] names) =>
            Devices.OpenChannels([.. names.Select(n =>
                new ChannelConfiguration(n, Duration.FromSeconds(1)) { Device = new DeviceChannel(n, 0) })]);

        public void Dispose() => Devices.Dispose();

        private static DeviceType Type(Scripted device, int index) => new($"type-{index}", "", DeviceBus.I2c, DeviceRole.Sensor, _ =>
        {
            device.Opened++;
            return device;
        }) { Addresses = [0x40 + index], Quantities = [DeviceQuantity.Counts] };
    }
}
