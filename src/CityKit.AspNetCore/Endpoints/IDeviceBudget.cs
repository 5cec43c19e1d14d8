using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>How many batches a device may send. Only those count that it signed itself, so that nobody uses up another's.</summary>
internal interface IDeviceBudget
{
    /// <summary>Why a device has to wait; null when it may send. For how long is said in the answer's <c>Retry-After</c>.</summary>
    Refusal? Check(DeviceId device, HttpResponse response);

    /// <summary>Counts a batch with the device's signature.</summary>
    void Count(DeviceId device);
}
