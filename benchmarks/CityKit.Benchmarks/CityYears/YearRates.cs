namespace CityKit.Benchmarks.CityYears;

/// <summary>How often what happens (各环节概率). All invented: a district's own figures go here.</summary>
internal static class YearRates
{
    internal const double FromResidents = 0.22;
    internal const double FromHotline = 0.10;
    internal const double FromGridWorkers = 0.12;
    internal const double HandledOnTheSpot = 0.03; // of inspectors' and grid workers' reports
    internal const double Rejected = 0.02;
    internal const double Refuted = 0.07; // of what is verified
    internal const double Declined = 0.015;
    internal const double Void = 0.003;
    internal const double Returned = 0.03;
    internal const double Suspended = 0.006;
    internal const double ExtensionAsked = 0.5; // of what will be late
    internal const double Approved = 0.8;
    internal const double FailedCheck = 0.035;
    internal const double Urged = 0.6; // of what is late
    internal const double Overseen = 0.25; // of what is later than a day
    internal const double ForcedClosed = 0.0005;
    internal const double Appealed = 0.25; // of what was late
    internal const double AppealGranted = 0.4;
    internal const double Reopened = 0.01; // of residents' closed ones
    internal const double Urgent = 0.03; // of classes that have an urgent condition
    internal const double WorkMedian = 0.22; // of the limit
    internal const double WorkSpread = 0.72; // of the logarithm

    /// <summary>A day's reports against the year's mean: fewer on days off, more in summer, and days that nobody foresaw.</summary>
    internal static double OfDay(bool isOff, int dayOfYear, Random random)
    {
        var season = 1 + 0.18 * Math.Sin((dayOfYear - 105) * 2 * Math.PI / 365);
        var storm = random.NextDouble() < 0.02 ? 1.7 : 1;
        return season * storm * (isOff ? 0.72 : 1.12) * Math.Exp(0.07 * Normal(random));
    }

    /// <summary>How slow a sub-district is against the mean.</summary>
    internal static double OfStreet(int street) => street switch { 3 => 1.35, 6 => 1.6, 4 => 0.8, 1 => 0.9, _ => 1 };

    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
