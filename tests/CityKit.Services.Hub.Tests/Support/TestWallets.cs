using System.Text;
using CityKit.Core;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Hub.Tests.Support;

/// <summary>Takes each presentation for a wallet as JSON; one that says it is forged is none.</summary>
internal sealed class TestWallets : IWalletReader
{
    internal int Reads { get; private set; }

    public ValueTask<(IReadOnlyList<HeldCredential>? Wallet, Refusal? Refusal)> ReadAsync(
        IReadOnlyList<string> presentations, ServiceItem item, string application, Instant now, CancellationToken cancellationToken)
    {
        Reads++;
        var wallets = presentations.Select(text => WalletJson.Read(Encoding.UTF8.GetBytes(text), out _)).ToArray();
        (IReadOnlyList<HeldCredential>?, Refusal?) answer = wallets.Contains(null)
            ? (null, Refusal.Of("not-genuine", "A presentation is not genuine.", "出示内容未通过核验。"))
            : ([.. wallets.SelectMany(wallet => wallet!)], null);
        return new(answer);
    }
}
