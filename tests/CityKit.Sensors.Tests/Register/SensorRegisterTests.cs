using System.Text;
using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Register;

public sealed class SensorRegisterTests
{
    private const string File = """
        {"version": 1, "sensors": [
          {"device": "d1", "sensor": "gas", "quantity": "gas", "unit": "m3", "perUnit": 10550000, "rollover": 1000000000, "household": "h-17",
           "place": {"longitude": 120.38, "latitude": 36.06}, "validFrom": "2026-01-01T00:00:00+08:00", "validTo": "2026-07-01T00:00:00+08:00"},
          {"device": "d1", "sensor": "gas", "quantity": "gas", "unit": "m3", "perUnit": 1000, "validFrom": "2026-07-01T00:00:00+08:00"}]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OfPieces_AfterChanges_IsTheRegisterAndOnlyWhatChangedIsOther(int seed)
    {
        var random = new Random(seed);
        var (register, stored) = (SensorRegister.Empty, new Dictionary<SensorKey, byte[]>());
        for (var step = 0; step < 1_500; step++)
        {
            var (entry, changed) = (TestSensor(random), new HashSet<SensorKey>());
            if (random.Next(5) == 0) register = register.Without(entry.Key, changed);
            else if (register.Refuses(entry) is null) register = register.With(entry, changed);
            Assert.InRange(changed.Count, 0, 3);
            foreach (var piece in changed)
                if (register.ToBytes(piece) is { IsEmpty: false } bytes) stored[piece] = bytes.ToArray();
                else stored.Remove(piece);
            if (step % 300 != 299) continue;
            Assert.Equal(register.Pieces, stored.Keys.Order());
            var again = SensorRegister.OfPieces(stored.Values.Select(bytes => (ReadOnlyMemory<byte>)bytes));
            Assert.Equal((register.Count, register.Sensors), (again.Count, again.Sensors), SameEntries);
            Assert.All(register.Sensors, sensor => Assert.Equal(sensor, again.Find(sensor.Key, sensor.ValidFrom)));
            Assert.Equal(register.OfDevice(entry.Key.Device), SensorRegister.Of(register.Sensors).OfDevice(entry.Key.Device));
        }
        Assert.InRange(register.Pieces.Count(), 5, register.Count / 6);
        Assert.True(register.Sensors.Select(s => s.Key).SequenceEqual(register.Sensors.Select(s => s.Key).Order()));
    }

    [Fact]
    public void OfPieces_Damaged_IsRefusedWhereItIsRead()
    {
        var register = SensorRegister.Of(Enumerable.Range(0, 300).Select(_ => TestSensor(new Random(_))).DistinctBy(s => s.Key));
        ReadOnlyMemory<byte>[] pieces = [.. register.Pieces.Select(register.ToBytes)];
        Assert.Throws<FormatException>(() => SensorRegister.OfPieces([pieces[0][..3]]));
        Assert.Throws<FormatException>(() => SensorRegister.OfPieces(["{\"version\": 1}"u8.ToArray()]));
        pieces[^1] = pieces[^1][..^1];
        var damaged = SensorRegister.OfPieces(pieces);
        Assert.Equal(register.Sensors[0], damaged.Find(register.Sensors[0].Key, register.Sensors[0].ValidFrom));
        Assert.Throws<FormatException>(() => damaged.Find(register.Sensors[^1].Key, register.Sensors[^1].ValidFrom));
    }

    private static bool SameEntries((int Count, System.Collections.Immutable.ImmutableArray<Sensor> All) one,
        (int Count, System.Collections.Immutable.ImmutableArray<Sensor> All) other) =>
        one.Count == other.Count && one.All.SequenceEqual(other.All);

    /// <summary>One of 40 devices and 30 sensors, with whatever an entry may have.</summary>
    private static Sensor TestSensor(Random random)
    {
        var from = Instant.FromUtc(2026, 1 + random.Next(3), 1, 0, 0).PlusNanoseconds(random.Next(2));
        string? Maybe(string text) => random.Next(3) == 0 ? $"{text}-{random.Next(4)}" : null;
        var household = Maybe("h");
        return new Sensor
        {
            Key = new SensorKey(DeviceId.Parse($"d{random.Next(40)}"), SensorName.Parse($"s{random.Next(30)}")),
            Quantity = Quantity.Parse(random.Next(2) == 0 ? "water" : "gas"), Unit = "m3", PerUnit = random.Next(1, 1_000),
            Rollover = random.Next(3) == 0 ? 1_000_000 : null, MaxRate = random.Next(3) == 0 ? new Amount(2.5m, "m3") : null,
            Place = random.Next(3) == 0 ? GeoPoint.FromDegrees(120.5 + random.NextDouble(), 36.1) : null,
            Grid = Maybe("g"), Component = Maybe("c"), Household = household, Compound = Maybe("园区"), Building = Maybe("b"), Entrance =
                Maybe("e"),
            Consent = household is null || random.Next(2) == 0
                ? null
                : new Consent("elder-care", "head", from, from + Duration.FromDays(90)),
            ValidFrom = from, ValidTo = random.Next(2) == 0 ? from + Duration.FromDays(20) : null,
        };
    }

    [Fact]
    public void Find_TwoPeriods_GivesTheOneThatCounts()
    {
        var register = Parse(File)!;
        var key = new SensorKey(DeviceId.Parse("d1"), SensorName.Parse("gas"));
        var change = Instant.FromUtc(2026, 6, 30, 16, 0);
        Assert.Null(register.Find(key, Instant.FromUtc(2025, 12, 31, 15, 59)));
        Assert.Equal(10_550_000, register.Find(key, change - Duration.Epsilon)!.PerUnit);
        Assert.Equal(1_000, register.Find(key, change)!.PerUnit);
        Assert.Equal(GeoPoint.FromDegrees(120.38, 36.06), register.Sensors[0].Place);
        Assert.Equal(("h-17", 1_000_000_000L), (register.Sensors[0].Household, register.Sensors[0].Rollover));
    }

    [Fact]
    public void Parse_OverlappingPeriods_NamesTheEntry()
    {
        Assert.Null(Parse(File.Replace("2026-07-01T00:00:00+08:00\"}]", "2026-06-01T00:00:00+08:00\"}]", StringComparison.Ordinal),
            out var error));
        Assert.Contains("Line 4", error, StringComparison.Ordinal);
        Assert.Contains("d1/gas: overlaps", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"perUnit\": 1000,", "\"perUnit\": 0,", "sensors[1].perUnit")]
    [InlineData("120.38", "190", "sensors[0].place.longitude")]
    [InlineData("\"household\"", "\"houshold\"", "Did you mean 'household'?")]
    [InlineData("\"device\": \"d1\", \"sensor\": \"gas\", \"quantity\": \"gas\", \"unit\": \"m3\", \"perUnit\": 1000",
        "\"sensor\": \"gas\", \"quantity\": \"gas\"", "sensors[1].device")]
    [InlineData("2026-07-01T00:00:00+08:00\"},", "2025-07-01T00:00:00+08:00\"},", "ends at")]
    public void Parse_OneThingWrong_SaysWhere(string right, string wrong, string expected)
    {
        Assert.Contains(right, File, StringComparison.Ordinal);
        Assert.Null(Parse(File.Replace(right, wrong, StringComparison.Ordinal), out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"elder-care\"", "\"Elder care\"", "sensors[0].consent.purpose")]
    [InlineData("\"h-7-head\"", "\"\"", "sensors[0].consent.givenBy")]
    [InlineData(", \"until\": \"2027-01-01T00:00:00Z\"", "", "sensors[0].consent.until")]
    [InlineData("\"2027-01-01", "\"2026-01-01", "a moment after 2026-01-01T00:00:00Z")]
    [InlineData("\"household\": \"h-7\", ", "", "a consent of no household")]
    [InlineData("\"givenBy\"", "\"givenby\"", "Did you mean 'givenBy'?")]
    public void Parse_AConsentWithOneThingWrong_SaysWhere(string right, string wrong, string expected)
    {
        const string file = """
            {"version": 1, "sensors": [{"device": "d1", "sensor": "gas", "quantity": "gas", "household": "h-7", "validFrom": "2026-01-01T00:00:00Z",
              "consent": {"purpose": "elder-care", "givenBy": "h-7-head", "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}}]}
            """;
        var (from, until) = (Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));
        Assert.Equal(new Consent("elder-care", "h-7-head", from, until), Parse(file)!.Sensors[0].Consent);
        Assert.Contains(right, file, StringComparison.Ordinal);
        Assert.Null(Parse(file.Replace(right, wrong, StringComparison.Ordinal), out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains("Line 2", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AConsentThatNoFileMayHave_Throws()
    {
        var consent = new Consent("elder-care", "h-7-head", Bench.At(0), Bench.At(1));
        var sensor = Bench.Entry("a", "gas", "m3") with { Household = "h-7" };
        Assert.Equal(1, SensorRegister.Of([sensor with { Consent = consent }]).Count);
        Assert.Throws<ArgumentException>(() => SensorRegister.Of([sensor with { Household = null, Consent = consent }]));
        Assert.Throws<ArgumentException>(() => SensorRegister.Of([sensor with { Consent = consent with { Purpose = "" } }]));
        Assert.Throws<ArgumentException>(() => SensorRegister.Of([sensor with { Consent = consent with { GivenBy = "" } }]));
        Assert.Throws<ArgumentException>(() => SensorRegister.Of([sensor with { Consent = consent with { Until = consent.From } }]));
    }

    [Fact]
    public void Of_OverlappingPeriods_Throws()
    {
        var sensor = Bench.Entry("a", "gas", "m3");
        Assert.Throws<ArgumentException>(
            () => SensorRegister.Of([sensor, sensor with { ValidFrom = sensor.ValidFrom + Duration.FromDays(1) }]));
    }

    [Theory]
    [InlineData("0.01 m3", true, "10")]
    [InlineData("2 L", true, "2")]
    [InlineData("1 kWh", false, "0")]
    [InlineData("0.5 mL", true, "0.0005")]
    public void TryToSmallest_Amounts_AreExact(string text, bool fits, string expected)
    {
        var sensor = Bench.Entry("a", "water", "L");
        Assert.Equal(fits, sensor.TryToSmallest(Amount.Parse(text), out var smallest));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), smallest);
    }

    [Theory]
    [InlineData("3.6 km/h", "m/s", 100, "100")]
    [InlineData("60 m/min", "m/s", 1, "1")]
    [InlineData("1 MPa", "kPa", 1, "1000")]
    [InlineData("50 ug/m3", "mg/m3", 1_000, "50")]
    [InlineData("1 µg/m3", "ug/m3", 1, "1")]
    [InlineData("1.5 kW", "W", 1, "1500")]
    [InlineData("2 h", "min", 1, "120")]
    [InlineData("10 %LEL", "%LEL", 10, "100")]
    [InlineData("1 °C", "K", 1, null)]
    [InlineData("1 %", "ppm", 1, null)]
    [InlineData("1 %LEL", "%", 1, null)]
    [InlineData("1000000000000 MWh", "mWh", 1, null)]
    [InlineData("1 pH", "pH", 100, "100")]
    public void TryToSmallest_AcrossUnits_IsExactOrDoesNotFit(string text, string unit, long perUnit, string? expected)
    {
        var sensor = Bench.Entry("a", "water", unit) with { PerUnit = perUnit };
        Assert.Equal(expected is not null, sensor.TryToSmallest(Amount.Parse(text), out var smallest));
        Assert.Equal(decimal.Parse(expected ?? "0", System.Globalization.CultureInfo.InvariantCulture), smallest);
    }

    private static SensorRegister? Parse(string text) => Parse(text, out _);

    private static SensorRegister? Parse(string text, out string error)
    {
        var register = SensorRegister.Parse(Encoding.UTF8.GetBytes(text), out var errors);
        error = string.Join('\n', errors);
        return register;
    }
}
