namespace CityKit.Credentials.Status;

/// <summary>Where status lists are fetched from (状态列表来源): the network, a folder, a test.</summary>
public interface IStatusListSource
{
    /// <summary>Fetches the token that is published at a URI.</summary>
    /// <returns>The token, or why it could not be had. A failure is an answer, never an exception.</returns>
    Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation);
}
