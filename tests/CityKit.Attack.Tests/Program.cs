using System.Globalization;
using CityKit.Attack.Tests.Attackers;

// attacker KIND ADDRESS SECONDS: runs one attacker against a hub of this machine, and writes what it did.
var (root, span) = (new Uri(args[1]), TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)));
if (!root.IsLoopback) throw new ArgumentException("Attackers attack hubs of this machine only.");
using var end = new CancellationTokenSource(span);
var did = args[0] switch
{
    "garbage" => await GarbageSender.RunAsync(root, end.Token),
    "slow" => await SlowSender.RunAsync(root, end.Token),
    "residents" => await ListingResidents.RunAsync(root, end.Token),
    var other => throw new ArgumentException($"There is no attacker '{other}'."),
};
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{did}, {Environment.CpuUsage.TotalTime / span:P0} of a core"));
