namespace CityKit.Credentials.Hub.Requests;

/// <summary>How far the request for somebody else's certificate is (共享请求状态).</summary>
public enum RequestState : byte
{
    /// <summary>The source has not answered (待回复).</summary>
    Asked = 0,

    /// <summary>It gave the certificate; there is a copy (已获取).</summary>
    Found = 1,

    /// <summary>It has none (无此证照).</summary>
    Missing = 2,

    /// <summary>It will not give it (拒绝共享).</summary>
    Refused = 3,

    /// <summary>It did not answer in time (超时).</summary>
    TimedOut = 4,
}
