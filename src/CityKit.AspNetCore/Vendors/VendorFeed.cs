using System.Text;
using CityKit.Sensors.Mapping;

namespace CityKit.AspNetCore.Vendors;

/// <summary>A feed that a vendor's platform pushes (平台推送), with its mapping and its secret.</summary>
/// <remarks>
/// For platforms of carriers and makers that post JSON of their own; add it with <c>AddCityKitFeeds</c>, and it is taken at <c>POST
/// /feeds/{feed}</c> of every mapped hub. It is immutable and serves any thread. It runs no code of the vendor's: the mapping file says
/// where a message has what. The sensors are those of the hub's register.
/// </remarks>
/// <example><code>
/// var meters = VendorFeed.Read(File.ReadAllBytes("meters.feed.json"), configuration["Feeds:Meters"]);
/// Console.WriteLine(meters.Mapping.Feed);
/// builder.Services.AddCityKitFeeds(meters);
/// </code></example>
public sealed class VendorFeed
{
    private const int ShortestSecret = 16;
    private readonly byte[] secret;

    /// <param name="mapping">Where the messages have what.</param>
    /// <param name="secret">The key, or the key of the signature, kept out of the source: 16 characters or more. Null when the mapping has
    /// no check; the vendor then shows a key with the role Utility, Machine or Administrator.</param>
    /// <exception cref="ArgumentException">A secret is missing, too short, or there is no check that it is for.</exception>
    public VendorFeed(FeedMapping mapping, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Check is null != secret is null)
            throw new ArgumentException(
                $"The feed '{mapping.Feed}' needs a secret exactly when its mapping has a 'check'. "
                    + $"来源“{mapping.Feed}”：映射文件含 check 时须提供密钥，不含时不得提供。",
                nameof(secret));
        if (secret is { Length: < ShortestSecret })
            throw new ArgumentException(
                $"The secret of the feed '{mapping.Feed}' has {secret.Length} characters; at least {ShortestSecret} are needed. "
                + $"来源“{mapping.Feed}”的密钥有 {secret.Length} 个字符，至少须 {ShortestSecret} 个。", nameof(secret));
        (Mapping, this.secret) = (mapping, Encoding.UTF8.GetBytes(secret ?? ""));
    }

    /// <summary>Where the messages have what.</summary>
    public FeedMapping Mapping { get; }

    internal ReadOnlySpan<byte> Secret => secret;

    /// <summary>A feed with the mapping of a file.</summary>
    /// <param name="mapping">The mapping file, UTF-8 JSON.</param>
    /// <param name="secret">As the constructor takes it.</param>
    /// <exception cref="ArgumentException">The file has errors; the message lists them with line and column.</exception>
    public static VendorFeed Read(ReadOnlySpan<byte> mapping, string? secret = null) =>
        new(FeedMapping.Read(mapping, out var errors)
            ?? throw new ArgumentException($"The mapping file has errors. 映射文件有误。\n{errors}", nameof(mapping)), secret);
}
