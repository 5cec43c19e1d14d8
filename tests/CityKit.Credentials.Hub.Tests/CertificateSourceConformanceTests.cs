using CityKit.Credentials.Tests.Certificates;
using CityKit.Credentials.Sources;
using CityKit.Testing;
using CityKit.Testing.Conformance;
using CityKit.Testing.Credentials;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Credentials.Hub.Tests;

public sealed class CertificateSourceConformanceTests
{
    public static TheoryData<string, int> Promises()
    {
        var promises = new TheoryData<string, int>();
        foreach (var check in new CertificateSourceConformance(() => new FakeBench(default)).Checks)
            foreach (var hours in (int[])[0, 2]) promises.Add(check.Name, hours);
        return promises;
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public Task FakeCertificateSource_KeepsThePromise(string promise, int hours) =>
        new CertificateSourceConformance(() => new FakeBench(Duration.FromHours(hours))).Checks.Single(check => check.Name == promise)
            .RunAsync();

    [Theory]
    [InlineData("no name")]
    [InlineData("always later")]
    [InlineData("later than now")]
    [InlineData("has nothing")]
    [InlineData("has everything")]
    [InlineData("another exception")]
    [InlineData("never gives up")]
    public async Task Suite_ASourceWithAFault_SaysSo(string fault)
    {
        var broken = 0;
        foreach (var check in new CertificateSourceConformance(() => new FakeBench(default, fault)).Checks)
            try
            {
                await check.RunAsync();
            }
            catch (Exception failed) when (failed is ConformanceException or InvalidOperationException)
            {
                broken++;
            }
        Assert.NotEqual(0, broken);
    }

    private sealed class FakeBench : ICertificateSourceBench
    {
        private readonly FakeTimeProvider time = FakeTime.At(Instant.FromUtc(2026, 3, 2, 0, 0));
        private readonly FakeCertificateSource fake;

        internal FakeBench(Duration delay, string fault = "")
        {
            fake = new FakeCertificateSource(time) { Delay = delay };
            fake.Add(TestCertificates.First);
            Source = fault.Length == 0 ? fake : new Faulty(fake, fault, time);
        }

        public ICertificateSource Source { get; }

        public Instant Now => time.Now;

        public SourceQuery Known(string id) => new(id, TestCertificates.First.Identifier.Type, TestCertificates.First.Holder,
            "item-1", "invented", "office-1", new LegalBasis(LegalBasisKind.Law, "Invented Act, art. 7"));

        public SourceQuery Unknown(string id) =>
            Known(id) with { Holder = TestCertificates.First.Holder with { Code = "370202190001050016" } };

        public ValueTask MoveToAsync(Instant instant)
        {
            if (instant > time.Now) time.SetUtcNow(instant);
            return ValueTask.CompletedTask;
        }

        public bool SetReachable(bool reachable)
        {
            fake.FailuresToCome = reachable ? 0 : int.MaxValue;
            return true;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Faulty(FakeCertificateSource right, string fault, TimeProvider time) : ICertificateSource
    {
        public string Name => fault == "no name" ? "" : right.Name;

        public async ValueTask<SourceAnswer> AskAsync(SourceQuery query, CancellationToken cancellationToken = default)
        {
            var now = Instant.FromDateTimeOffset(time.GetUtcNow());
            return fault switch
            {
                "always later" => SourceAnswer.Later(now + Duration.FromHours(1)),
                "later than now" => SourceAnswer.Later(now),
                "has nothing" => SourceAnswer.Missing,
                "has everything" => SourceAnswer.Found(TestCertificates.First),
                "another exception" when right.FailuresToCome > 0 => throw new InvalidOperationException(),
                "never gives up" => await right.AskAsync(query, default),
                _ => await right.AskAsync(query, cancellationToken),
            };
        }
    }
}
