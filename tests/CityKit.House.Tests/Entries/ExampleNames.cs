/// <summary>What an example may name without declaring it. It is compiled with the examples, not with these tests.</summary>
internal abstract class ExampleNames
{
    // An application and its hub.
    protected readonly string[] args = [];
    protected readonly IServiceCollection services = null!;
    protected readonly IConfiguration configuration = null!;
    protected readonly WebApplicationBuilder builder = null!;
    protected readonly WebApplication app = null!;
    protected readonly CityKitBuilder city = null!;
    protected readonly CityHub hub = null!;
    protected readonly Actor actor = null!;
    protected readonly Actor administrator = null!;
    protected readonly byte[] rules = [];
    protected readonly byte[] sensors = [];

    // What comes from outside: time, chance, secrets, the network.
    protected readonly Instant now;
    protected readonly LocalDate today;
    protected readonly TimeProvider time = null!;
    protected readonly RandomNumberGenerator random = null!;
    protected readonly CancellationToken stopping;
    protected readonly HttpClient http = null!;
    protected readonly string secret = "";

    // Credentials, certificates, passes and services.
    protected readonly string received = "";
    protected readonly string scanned = "";
    protected readonly SigningKey signer = null!;
    protected readonly SigningKey phone = null!;
    protected readonly PublicJwk sm2Key = null!;
    protected readonly DevicePublicKey bundleKey = null!;
    protected readonly IIssuerKeys issuers = null!;
    protected readonly ElectronicCertificate certificate = null!;
    protected readonly CertificateType type = null!;
    protected readonly CertificateRegistrar registrar = null!;
    protected readonly ServiceCatalogue catalogue = null!;
    protected readonly IReadOnlyList<HeldCredential> wallet = [];
    protected readonly IWalletReader reader = null!;

    // An edge device.
    protected readonly ILineSource lines = null!;
    protected readonly IDetectorOutput output = null!;
    protected readonly SensorRegister register = null!;
    protected readonly DevicePublicKey hubAnswerKey = null!;

    // A module of your own, and benches over what is tested.
    protected readonly ModuleDeclaration declaration = null!;
    protected readonly JsonTypeInfo<BookBay> json = null!;
    protected readonly JsonTypeInfo<Booking> bookingJson = null!;
    protected readonly Func<BookBay, Actor, IFacts, IChanges, Refusal?> book = null!;
    protected readonly Action<Booking, IFacts, IChanges> end = null!;
    protected readonly Action<Utf8JsonWriter, Booking> write = null!;
    protected readonly CityMaps maps = null!;
    protected readonly Func<IStoreBench> newBench = null!;
    protected readonly Func<ICertificateSourceBench> openSource = null!;
    protected readonly Func<IReadOnlyList<BenchLine>, ILineBench> openBench = null!;
    protected readonly Func<IChannelBench> openChannels = null!;
    protected readonly Func<DeviceConfiguration, IDevice> openScale = null!;

    protected sealed record BookBay(string CommandId, string Bay, string Note) : HubCommand(CommandId);

    protected sealed record Booking(string Id, string Place, Instant Until)
    {
        internal static DocumentIndex<Booking> Bay { get; } = DocumentIndex<Booking>.Text("bay", booking => booking.Place);
        internal static DocumentIndex<Booking> Ends { get; } = DocumentIndex<Booking>.Order("ends", booking => booking.Until);
        internal static DocumentKind<Booking> Kind { get; } = null!;
    }

    protected sealed class ParkingPage : ComponentBase;
}
