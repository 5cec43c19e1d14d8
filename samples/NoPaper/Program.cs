using CityKit.Samples.NoPaper;

return await Story.RunAsync(Console.Out);
