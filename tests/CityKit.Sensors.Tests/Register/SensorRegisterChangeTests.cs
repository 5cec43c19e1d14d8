using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using CityKit.Tests.Shared;
using NodaTime;

namespace CityKit.Sensors.Tests.Register;

/// <summary>A register that changes by an entry, and one that is read from a stream.</summary>
public sealed class SensorRegisterChangeTests
{
    private static readonly Instant Start = Bench.Start;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_RandomChanges_IsTheRegisterOfThoseEntries(int seed)
    {
        var random = new Random(seed);
        var (register, entries) = (SensorRegister.Empty, new List<Sensor>());
        for (var round = 0; round < 400; round++)
        {
            var key = new SensorKey(DeviceId.Parse($"d{random.Next(4)}"), SensorName.Parse($"s{random.Next(4)}"));
            var from = Start + Duration.FromDays(random.Next(10));
            if (random.Next(4) == 0)
            {
                register = random.Next(2) == 0 ? register.Without(key) : register.Without(key, from);
                entries.RemoveAll(s => s.Key == key && !register.OfDevice(key.Device).Contains(s));
            }
            else Put(ref register, entries,
                new Sensor { Key = key, Quantity = Quantity.Parse("water"), Unit = "L", ValidFrom = from, ValidTo = random.Next(2) == 0
                ? from + Duration.FromDays(random.Next(4)) : null });
            AssertSame(entries, register);
        }
    }

    [Fact]
    public void With_EntryThatOverlaps_IsRefusedInBothLanguages()
    {
        var entry = Bench.Entry("a", "gas", "m3");
        var register = SensorRegister.Empty.With(entry);
        var later = entry with { ValidFrom = Start };
        Assert.Equal(("与自 2026-02-28T00:00:00Z 起的条目重叠", "overlaps the entry from 2026-02-28T00:00:00Z"),
            (register.Refuses(later)!.Zh, register.Refuses(later)!.En));
        Assert.Contains("dev-1/a", Assert.Throws<ArgumentException>(() => register.With(later)).Message, StringComparison.Ordinal);
        Assert.Equal(2, register.With(entry with { ValidTo = Start }).With(later).Count); // retired, and another one in its place
        Assert.Null(register.Refuses(entry with { Unit = "L" }));
    }

    [Fact]
    public void With_MillionSensors_AllocatesForOne()
    {
        var register = Engine.RuleIndexTests.Many(1_000_000);
        var entry = register.Find(new SensorKey(DeviceId.Parse("d5000"), SensorName.Parse("s3")), Start)!;
        Assert.InRange(Allocation.Of(() => register.With(entry with { ValidTo = Start })), 1, 8_192);
        Assert.InRange(Allocation.Of(() => register.Without(entry.Key)), 1, 8_192);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "Line 20002, column 14 (sensors[20000].quantity): found 'Gas', expected a quantity: 1 to 64 characters of a-z, 0-9, '.', '_', '-', starting with a letter or digit.")]
    public void Read_FileOfManyMegabytes_HasEachEntryOrSaysWhere(bool isWrong, string expected)
    {
        const int count = 30_000;
        var text = new StringBuilder("{\"version\": 1, \"sensors\": [\n");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture,
                $"{{\"quantity\": \"{(isWrong && i == 20_000 ? "Gas" : "gas")}\", \"device\": \"feed\", \"sensor\": \"s{i}\", \"unit\": \"m3\", \"perUnit\": 100, \"compound\": \"海韵园\", \"household\": \"household-{i}\", \"validFrom\": \"2026-01-01T00:00:00+08:00\"}}{(i < count - 1 ? "," : "]}")}\n");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.True(stream.Length > 4 << 20);
        var register = SensorRegister.Read(stream, out var errors);
        if (isWrong) Assert.Equal((null, expected), (register, Assert.Single(errors).ToString()));
        else Assert.Equal((count, "household-29999"),
            (register!.Count, register.Find(new SensorKey(DeviceId.Parse("feed"), SensorName.Parse("s29999")), Start)!.Household));
    }

    private static void Put(ref SensorRegister register, List<Sensor> entries, Sensor entry)
    {
        if (register.Refuses(entry) is null)
        {
            register = register.With(entry);
            entries.RemoveAll(s => s.Key == entry.Key && s.ValidFrom == entry.ValidFrom);
            entries.Add(entry);
        }
        else Assert.Throws<ArgumentException>(
            () => SensorRegister.Of([.. entries.Where(s => s.Key != entry.Key || s.ValidFrom != entry.ValidFrom), entry]));
    }

    private static void AssertSame(List<Sensor> entries, SensorRegister register)
    {
        var expected = SensorRegister.Of(entries);
        Assert.Equal((expected.Count, entries.Count), (register.Count, register.Count));
        Assert.Equal(expected.Sensors.AsEnumerable(), register.Sensors);
        Assert.All(entries, s => Assert.Same(s, register.Find(s.Key, s.ValidFrom)));
        Assert.All(entries, s => Assert.Equal(expected.OfDevice(s.Key.Device), register.OfDevice(s.Key.Device)));
    }
}
