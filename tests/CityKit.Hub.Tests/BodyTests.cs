using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CityKit.Core.Signing;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using Microsoft.AspNetCore.Http;

namespace CityKit.Hub.Tests;

/// <summary>Bodies that claim, crawl, break or end early (issue 8, number 18).</summary>
public sealed class BodyTests
{
    [Theory]
    [InlineData("batches", 2 << 20)]
    [InlineData("feeds/{feed}", 16 << 20)]
    [InlineData("reports", 64 << 10)]
    [InlineData("devices/{id}/bundle", 1 << 20)]
    public async Task Body_ThatOnlyClaimsALength_TakesMemoryForWhatArrived(string route, int claimed)
    {
        await using var city = await HttpCity.StartAsync();
        var body = new OfferedStream([1, 2, 3]);
        await city.CallAsync(route, TestCity.Admin, body, claimed);
        Assert.InRange(body.LargestBuffer, 1, 8192);
    }

    [Theory]
    [InlineData("batches", StatusCodes.Status503ServiceUnavailable, "busy")]
    [InlineData("reports", StatusCodes.Status408RequestTimeout, "too-slow")]
    public async Task Body_TooSlow_IsAnAnswerAndNoException(string route, int status, string code)
    {
        await using var city = await HttpCity.StartAsync();
        var context = await city.CallAsync(
            route, TestCity.Admin, new ThrowingStream(new BadHttpRequestException("slow", StatusCodes.Status408RequestTimeout)), 100);
        Assert.Equal((status, code), (context.Response.StatusCode, CodeOf(context)));
    }

    [Theory]
    [InlineData("batches")]
    [InlineData("reports")]
    [InlineData("feeds/{feed}")]
    [InlineData("devices/{id}/bundle")]
    public async Task Body_ClientGone_ThrowsNothing(string route)
    {
        await using var city = await HttpCity.StartAsync();
        await city.CallAsync(route, TestCity.Admin, new ThrowingStream(new IOException("reset")), 100);
        await city.CallAsync(route, TestCity.Admin, new ThrowingStream(new OperationCanceledException()), 100);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\n")]
    [InlineData("Content-Length: 100\r\n\r\nonly this")]
    [InlineData("Content-Length: 2000000\r\n\r\n")]
    public async Task Body_BrokenOnTheWire_LogsNoError(string rest)
    {
        await using var city = await HttpCity.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(city.Root.Host, city.Root.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /citykit/v1/batches HTTP/1.1\r\nHost: hub.example\r\n" + rest));
            socket.Client.Shutdown(SocketShutdown.Send);
            await ReadToEndAsync(stream);
        }
        await city.StopAsync();
        Assert.Empty(city.Errors);
    }

    [Fact]
    public async Task Batch_Unsigned_IsRefusedBeforeItsEventsAreRead()
    {
        await using var city = await HttpCity.StartAsync();
        await city.AdmitAsync("pi-1");
        byte[] headThenNothingReadable = [0x98, 0x01, 0xa4, .. "pi-1"u8, 0xc1, 0xc1, 0xc1, 0xc1, 0xc1, 0xc1];
        using var forger = DeviceKey.Create();
        var (_, json) = await city.BatchAsync(SignedBatch.Sign(headThenNothingReadable, forger).Encode());
        Assert.Equal("bad-signature", json.GetProperty("status").GetString());
    }

    /// <summary>The server may answer, close, or reset: each is its right.</summary>
    private static async Task ReadToEndAsync(Stream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
        }
    }

    private static string CodeOf(HttpContext context)
    {
        var bytes = ((MemoryStream)context.Response.Body).ToArray();
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString()!
            : json.RootElement.GetProperty("status").GetString()!;
    }

    /// <summary>Gives a few bytes, and remembers the largest buffer it was offered.</summary>
    private sealed class OfferedStream(byte[] bytes) : MemoryStream(bytes)
    {
        internal int LargestBuffer { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestBuffer = Math.Max(LargestBuffer, buffer.Length);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class ThrowingStream(Exception exception) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(exception);
    }
}
