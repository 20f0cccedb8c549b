Console.WriteLine("hedgeflow");
